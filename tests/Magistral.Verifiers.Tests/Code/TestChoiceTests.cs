using CsCheck;
using Magistral.Verifiers.Code;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

public sealed class TestChoiceTests
{
    [Fact]
    public void Twenty_different_tests_are_drawn_in_their_order_and_a_seed_always_draws_the_same() =>
        Gen.Select(Gen.Int[0, 200], Gen.ULong).Sample((count, seed) =>
        {
            var tests = Enumerable.Range(0, count).ToList();
            var drawn = TestChoice.Draw(tests, seed);
            Assert.Equal(Math.Min(count, 20), drawn.Count);
            Assert.Equal(drawn.Distinct().Order(), drawn);
            Assert.Equal(drawn, TestChoice.Draw(tests, seed));
        });

    [Fact]
    public void Every_test_is_drawn_about_as_often_as_any_other()
    {
        var times = new int[100];
        for (ulong seed = 0; seed < 5000; seed++)
            foreach (var test in TestChoice.Draw(Enumerable.Range(0, times.Length).ToList(), seed))
                times[test]++;
        Assert.All(times, count => Assert.InRange(count, 800, 1200));   // 1000 ± 7 deviations
    }
}
