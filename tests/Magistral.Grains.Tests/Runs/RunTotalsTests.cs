using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Training;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunTotalsTests
{
    [Fact]
    public void Steps_add_up_and_the_seconds_of_the_run_are_those_of_the_last()
    {
        var first = new StepReport { RlSeconds = 10, UpdateSeconds = 2, Tokens = 300, PaddingShare = 0.25, Lengths = [new LengthCount(5, 2)] };
        var totals = new RunTotals().With(first).With(first with { RlSeconds = 30, UpdateSeconds = 3, Tokens = 100, PaddingShare = 0.5, Lengths = [new LengthCount(5, 1), new LengthCount(9, 1)] });
        Assert.Equal((30, 5, 400, 600), (totals.RlSeconds, totals.UpdateSeconds, totals.Tokens, totals.PaddedTokens));
        Assert.Equal([new LengthCount(5, 3), new LengthCount(9, 1)], totals.Lengths);
    }

    [Fact]
    public void A_step_of_nothing_but_padding_adds_no_tokens() => Assert.Equal(0, new RunTotals().With(new() { Tokens = 7, PaddingShare = 1 }).PaddedTokens);
}
