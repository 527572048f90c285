using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunCheckpointsTests
{
    private static readonly TrainerTerm Term = new(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_checkpoint_makes_the_oldest_beyond_those_kept_expire()
    {
        var run = PlayedParts.Running();
        foreach (var step in new[] { 1, 2, 3 })
            Assert.Empty(await run.Checkpoints.CommittedAsync(step, Term, Cancellation));
        Assert.Equal([1], await run.Checkpoints.CommittedAsync(4, Term, Cancellation));
        Assert.Equal([1], await run.Checkpoints.CommittedAsync(4, Term, Cancellation));
        Assert.Empty(await run.Checkpoints.CommittedAsync(3, Term, Cancellation));
        Assert.Equal([2, 3, 4], run.Books.State.Checkpoints);
    }

    [Fact]
    public async Task A_fall_back_strikes_steps_and_checkpoints_in_one_write()
    {
        var run = PlayedParts.Running();
        for (var step = 1; step <= 4; step++)
        {
            await run.Progress.StepAsync(new() { Step = step, RlSeconds = step }, Term, Cancellation);
            if (step % 2 == 0)
                await run.Checkpoints.CommittedAsync(step, Term, Cancellation);
        }
        var events = run.Books.State.Feed.Newest.Count;
        await run.Checkpoints.FallBackAsync(2, Term, Cancellation);
        Assert.Equal((2, 2.0, events + 1), (run.Books.State.LastStep!.Step, run.Books.State.Totals.RlSeconds, run.Books.State.Feed.Newest.Count));
        Assert.Equal([2], run.Books.State.Checkpoints);
    }

    [Fact]
    public async Task A_superseded_trainer_commits_and_strikes_nothing()
    {
        var run = PlayedParts.Running(state => state with { Term = new(2) });
        await Assert.ThrowsAsync<TrainerSupersededException>(() => run.Checkpoints.CommittedAsync(1, Term, Cancellation));
        await Assert.ThrowsAsync<TrainerSupersededException>(() => run.Checkpoints.FallBackAsync(0, Term, Cancellation));
        Assert.Equal(0, run.State.Writes);
    }

    [Fact]
    public async Task What_a_sweep_could_not_delete_is_swept_again_after_a_while()
    {
        var run = PlayedParts.Running();
        var listings = 0;
        run.Store.Before = (operation, _, _) =>
        {
            listings += operation == StoreOperation.List ? 1 : 0;
            return default;
        };
        run.Store.FailNext(StoreOperation.List, new StorageUnavailableException("the disk is gone", "mend it", new IOException()));
        await run.Checkpoints.TrySweepAsync(Cancellation);
        await run.Checkpoints.SweepLeftAsync(Cancellation);
        Assert.Equal(1, listings);
        run.Clock.Advance(TimeSpan.FromSeconds(31));
        await run.Checkpoints.SweepLeftAsync(Cancellation);
        run.Clock.Advance(TimeSpan.FromSeconds(31));
        await run.Checkpoints.SweepLeftAsync(Cancellation);
        Assert.Equal(2, listings);
    }

    [Fact]
    public async Task Of_a_run_that_is_not_there_everything_is_swept()
    {
        var run = new PlayedParts(new());
        await run.Store.PutAsync(StoreKey.Of("runs", "run", "left"), new byte[1], PutCondition.None, durable: false, Cancellation);
        Assert.True(await run.Checkpoints.SweepAsync(Cancellation));
        Assert.Null(await run.Store.GetAsync(StoreKey.Of("runs", "run", "left"), Cancellation));
    }
}
