using Magistral.Method.Verification;
using CsCheck;
using Magistral.Grains.Placement;
using Magistral.Grains.Tests.Placement;
using Xunit;

namespace Magistral.Grains.Tests.Verification;

public sealed class SiloByAttemptTests
{
    private static readonly Gen<(VerifierKey Key, SiloAddress[] Silos)> Placements =
        Gen.Select(Gen.Int[0, VerifierKey.Shares - 1].Select(share => new VerifierKey("math", share, 0)), SomeSilos.InAnyOrder);

    [Fact]
    public void As_many_attempts_as_there_are_silos_reach_each_once() => Placements.Sample(placement =>
        Assert.Equal(placement.Silos.Length, Enumerable.Range(0, placement.Silos.Length).Select(attempt => Chosen(placement.Key with { Attempt = attempt }, placement.Silos)).Distinct().Count()));

    [Fact]
    public void The_order_in_which_silos_are_seen_changes_nothing() => Placements.Sample(placement =>
        Assert.Equal(Chosen(placement.Key, placement.Silos), Chosen(placement.Key, [.. placement.Silos.Reverse()])));

    [Fact]
    public void A_silo_that_leaves_never_brings_an_attempt_back_to_the_silo_that_failed() =>
        Gen.Select(Placements.Where(placement => placement.Silos.Length > 2), Gen.Int[0, 11]).Sample((placement, leaving) =>
        {
            var failed = Chosen(placement.Key, placement.Silos);
            SiloAddress[] left = [.. placement.Silos.Where((silo, at) => at != leaving % placement.Silos.Length)];
            Assert.NotEqual(failed, Chosen(placement.Key with { Attempt = 1 }, left));
        });

    [Fact]
    public void Shares_are_spread_over_all_silos()
    {
        var silos = SomeSilos.Of(4);
        var counts = Enumerable.Range(0, VerifierKey.Shares).CountBy(share => Chosen(new("math", share, 0), silos)).ToList();
        Assert.Equal(silos.Length, counts.Count);
    }

    [Theory]
    [InlineData("math")]
    [InlineData("math/1")]
    [InlineData("math/1/x")]
    [InlineData("a/b/c/d")]
    public void A_key_of_another_form_has_no_attempt(string key) => Assert.Null(VerifierKey.Parse(key));

    [Fact]
    public void A_key_is_read_as_it_was_written() => Gen.Select(Gen.String, Gen.Int[0, 9], Gen.Enum<TaskKind>()).Sample((problem, attempt, task) =>
    {
        var key = VerifierKey.For(task, problem, attempt);
        Assert.Equal(key, VerifierKey.Parse(key.ToString()));
    });

    private static SiloAddress Chosen(VerifierKey key, SiloAddress[] silos) => Assert.Single(SiloByAttemptFilter.Choose(key, silos));
}
