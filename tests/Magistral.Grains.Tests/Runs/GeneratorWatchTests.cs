using CsCheck;
using Magistral.Contracts.Generation;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class GeneratorWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;
    private static readonly GeneratorFailure Full = new("a", "no room is left", "free space");

    [Fact]
    public void A_run_waits_for_its_first_generator_as_long_as_for_a_silent_one()
    {
        Assert.Null(After(new GeneratorWatch(), seconds: 59).Fault(Patience));
        Assert.Contains("60 s", After(new GeneratorWatch(), seconds: 60).Fault(Patience)!.What, StringComparison.Ordinal);
        Assert.Null(After(new GeneratorWatch().Heard("a"), seconds: 59).Fault(Patience));
        Assert.NotNull(After(new GeneratorWatch().Heard("a"), seconds: 60).Fault(Patience));
    }

    [Fact]
    public void A_generator_that_comes_back_in_time_ends_the_silence()
    {
        var watch = After(new GeneratorWatch().Heard("a"), seconds: 59).Heard("a");
        Assert.Null(watch.Check(Start.AddSeconds(100)).Fault(Patience));
    }

    [Fact]
    public void A_failure_is_the_reason_at_once_when_nobody_else_generates()
    {
        var fault = new GeneratorWatch().Heard("a").Failed(Full).Fault(Patience);
        Assert.Equal(("no room is left", "free space"), (fault!.What, fault.Remedy));
    }

    [Fact]
    public void A_failure_is_none_while_another_generator_works() =>
        Assert.Null(new GeneratorWatch().Heard("a").Heard("b").Failed(Full).Fault(Patience));

    [Fact]
    public void A_failed_generator_that_was_started_again_counts_as_alive() =>
        Assert.Null(new GeneratorWatch().Failed(Full).Heard("a").Fault(Patience));

    [Fact]
    public void A_process_that_slept_does_not_find_its_generator_dead() =>
        Assert.Null(new GeneratorWatch().Heard("a").Check(Start).Check(Start.AddHours(9)).Fault(Patience));

    [Fact]
    public void Silence_is_a_fault_exactly_when_no_generator_gave_a_sign_within_the_patience() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 5]).List[1, 80].Sample(happenings =>
        {
            var (watch, now) = (new GeneratorWatch().Check(Start), Start);
            var silent = 0;
            foreach (var (who, seconds) in happenings)
            {
                watch = who == 0 ? watch : watch.Heard(who == 1 ? "a" : "b");
                silent = who == 0 ? silent : 0;
                watch = watch.Check(now = now.AddSeconds(seconds));
                silent += seconds;
                Assert.Equal(silent >= Patience.TotalSeconds, watch.Fault(Patience) is not null);
            }
        });

    [Fact]
    public void A_generator_that_says_the_same_again_is_noted_once_until_something_else_happens()
    {
        var other = Full with { GeneratorId = "b" };
        var run = new[] { Full, other, Full, other }.Aggregate(new RunState(), (state, failure) => RunRules.GeneratorFailed(state, failure, Start));
        Assert.Equal(["generator a failed: no room is left: free space", "generator b failed: no room is left: free space"], run.Audit.Select(entry => entry.What));
        run = run with { Audit = [.. run.Audit, new(Start, "continued")] };
        Assert.Equal(4, RunRules.GeneratorFailed(run, Full, Start).Audit.Count);
    }

    [Fact]
    public void A_generator_is_silent_once_its_limit_has_passed_and_one_never_heard_of_since_the_watch_began()
    {
        var watch = After(new GeneratorWatch(), seconds: 10).Heard("a");
        Assert.False(watch.IsSilent("a", TimeSpan.FromSeconds(1)));
        Assert.True(watch.IsSilent("b", TimeSpan.FromSeconds(10)));
        Assert.False(watch.IsSilent("b", TimeSpan.FromSeconds(11)));
        watch = watch.Check(Start.AddSeconds(13));
        Assert.True(watch.IsSilent("a", TimeSpan.FromSeconds(3)));
        Assert.False(watch.IsSilent("a", TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void A_clock_that_is_set_back_makes_nobody_silent()
    {
        var watch = new GeneratorWatch().Heard("a").Check(Start.AddSeconds(9)).Check(Start);
        Assert.True(watch.IsSilent("a", TimeSpan.Zero));
        Assert.False(watch.IsSilent("a", TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Of_several_failures_the_first_generators_is_told()
    {
        var fault = new GeneratorWatch().Failed(Full with { GeneratorId = "b", What = "other" }).Failed(Full).Fault(Patience);
        Assert.Equal("no room is left", fault!.What);
    }

    [Fact]
    public void A_run_without_a_generator_is_told_what_to_look_for()
    {
        var fault = After(new GeneratorWatch(), seconds: 60).Fault(Patience)!;
        Assert.Equal(("no generator was heard of for 60 s", "see whether a silo with the role generator is alive, then continue the run with the same command"), (fault.What, fault.Remedy));
    }

    [Fact]
    public void After_a_failure_that_was_mended_the_wait_begins_anew()
    {
        var watch = After(new GeneratorWatch().Failed(Full), seconds: 59).Heard("a").Failed(Full with { What = "again" });
        Assert.Equal("again", watch.Fault(Patience)!.What);
        Assert.Null(After(new GeneratorWatch(), seconds: 59).Heard("a").Check(Start.AddSeconds(64)).Fault(Patience));
    }

    private static GeneratorWatch After(GeneratorWatch watch, int seconds) =>
        Enumerable.Range(0, seconds + 1).Aggregate(watch, (seen, second) => seen.Check(Start.AddSeconds(second)));
}
