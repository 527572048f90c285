using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunProgressTests
{
    private static readonly TrainerTerm Term = new(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_is_not_the_next_one_is_not_entered_and_the_answer_says_which_is_missing()
    {
        var run = PlayedParts.Running();
        Assert.Equal(0, await run.Progress.StepAsync(new() { Step = 2 }, Term, Cancellation));
        Assert.Equal(1, await run.Progress.StepAsync(new() { Step = 1 }, Term, Cancellation));
        Assert.Equal(1, await run.Progress.StepAsync(new() { Step = 1 }, Term, Cancellation));
        Assert.Equal(1, Assert.Single(await run.Progress.StepsAsync(1, 100, Cancellation)).Step);
    }

    [Fact]
    public async Task Another_activation_knows_the_reports_up_to_the_checkpoint_and_asks_for_those_after()
    {
        var run = PlayedParts.Running();
        for (var step = 1; step <= 5; step++)
            await run.Progress.StepAsync(new() { Step = step }, Term, Cancellation);
        await run.Progress.SaveAsync(3, Cancellation);
        var other = new RunProgress(run.Books, run.Store, run.Clock);
        Assert.Equal(3, await other.StepAsync(new() { Step = 6 }, Term, Cancellation));
        Assert.Equal(4, await other.StepAsync(new() { Step = 4 }, Term, Cancellation));
        Assert.Equal([1, 2, 3, 4], (await other.StepsAsync(1, 100, Cancellation)).Select(report => report.Step));
    }

    [Fact]
    public async Task Struck_steps_come_again()
    {
        var run = PlayedParts.Running();
        for (var step = 1; step <= 5; step++)
            await run.Progress.StepAsync(new() { Step = step }, Term, Cancellation);
        Assert.Equal([1, 2], (await run.Progress.RollBackAsync(2, Cancellation)).Select(report => report.Step));
        Assert.Equal(3, await run.Progress.StepAsync(new() { Step = 3 }, Term, Cancellation));
    }

    [Fact]
    public async Task A_superseded_trainer_enters_nothing()
    {
        var run = PlayedParts.Running(state => state with { Term = new(2) });
        await Assert.ThrowsAsync<TrainerSupersededException>(() => run.Progress.StepAsync(new() { Step = 1 }, Term, Cancellation));
        Assert.Equal(0, run.State.Writes);
    }

    [Fact]
    public async Task A_feed_says_how_the_run_stood_and_gives_an_evaluation_once()
    {
        var run = PlayedParts.Running();
        var result = new EvaluationResult(new(7, EvaluationKind.Curve, 2, default, 8), default, [], 1, DateTimeOffset.UnixEpoch);
        await run.Progress.EvaluationAsync(result, Cancellation);
        await run.Progress.EvaluationAsync(result, Cancellation);
        var page = await run.Progress.FeedAsync(0, 1000, Cancellation);
        Assert.Single(page.Entries, entry => entry.Kind == RunFeedKind.Evaluation);
        Assert.Equal(RunLifecycle.Running, page.State);
        Assert.Single((await run.Progress.FeedAsync(0, -3, Cancellation)).Entries);
    }
}
