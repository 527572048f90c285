using System.Globalization;
using CsCheck;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Method.Randomness;
using Xunit;

namespace Magistral.Grains.Tests.Curriculum;

public sealed class AdditionProblemsTests
{
    private static AdditionProblems Problems(int digits) => new(new StageSpec { Name = "stage", Problems = new() { Digits = digits } }, 0);

    [Fact]
    public void No_training_problem_or_trace_is_ever_held_out() => Gen.Select(Gen.Int[1, 9], Gen.Long[0, long.MaxValue / 2]).Sample((digits, seed) =>
    {
        var source = Problems(digits);
        var drawn = source.DrawTraining(new SeededRandom(seed, "test"));
        var traced = source.Trace(new SeededRandom(seed, "trace"), new SlipTable(seed, 0.3, 0.5)).Prompt.TrimEnd('=');
        return !AdditionProblems.IsHeldOut(drawn.Id) && !AdditionProblems.IsHeldOut(traced);
    });

    [Fact]
    public void A_sum_and_its_mirror_image_are_on_the_same_side() => Gen.Select(Gen.Int[10, 999], Gen.Int[10, 999]).Sample((left, right) =>
        AdditionProblems.IsHeldOut($"{left}+{right}") == AdditionProblems.IsHeldOut($"{right}+{left}"));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_held_out_set_has_1024_distinct_problems_and_all_are_held_out(int digits)
    {
        var source = Problems(digits);
        var problems = source.HeldOut(seed: 3, 1024);
        Assert.Equal(1024, problems.Select(problem => problem.Id).Distinct().Count());
        Assert.All(problems, problem => Assert.True(AdditionProblems.IsHeldOut(problem.Id)));
    }

    [Fact]
    public void A_stage_with_few_problems_gives_as_many_as_it_has() => Assert.InRange(Problems(1).HeldOut(seed: 1, 1024).Count, 1, 80);

    [Fact]
    public void The_reference_is_the_sum() => Gen.Select(Gen.Int[1, 9], Gen.Long[0, 100000]).Sample((digits, seed) =>
    {
        var problem = Problems(digits).DrawTraining(new SeededRandom(seed, "test"));
        return problem.Id.Split('+').Sum(long.Parse).ToString(CultureInfo.InvariantCulture) == problem.Reference;
    });

    [Fact]
    public void A_teacher_without_slips_is_right_and_shows_its_carries()
    {
        var source = Problems(2);
        var carrying = Enumerable.Range(0, 1000).Select(i => source.Trace(new SeededRandom(i, "trace"), new SlipTable(1, 0, 0))).First(trace => trace.Prompt is [_, '7', '+', _, '5', '=']);
        var (a, b) = (carrying.Prompt[0] - '0', carrying.Prompt[3] - '0');
        Assert.Equal($"<think>7+5+0=12;{a}+{b}+1={a + b + 1};</think>\\boxed{{{10 * (a + b) + 12}}}", carrying.Completion);
    }

    [Fact]
    public void The_share_of_right_traces_falls_with_the_slips()
    {
        static double RightShare(double slipShare) => Enumerable.Range(0, 2000).Average(i =>
        {
            var trace = Problems(2).Trace(new SeededRandom(i, "trace"), new SlipTable(5, slipShare, 0.8));
            return trace.Completion.EndsWith($"\\boxed{{{trace.Prompt.TrimEnd('=').Split('+').Sum(int.Parse)}}}", StringComparison.Ordinal) ? 1.0 : 0.0;
        });
        Assert.Equal(1, RightShare(0));
        Assert.InRange(RightShare(0.36), 0.3, 0.7);
    }
}
