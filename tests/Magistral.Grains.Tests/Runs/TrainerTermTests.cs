using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Tests.Cluster;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

/// <summary>A trainer that was frozen and taken for dead writes nothing when it wakes.</summary>
public sealed class TrainerTermTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_start_of_a_trainer_gets_a_higher_term_and_a_repeated_question_the_same()
    {
        var run = await cluster.StartRunAsync();
        var first = await run.Run.BeginTermAsync("one", Cancellation);
        Assert.Equal(first, await run.Run.BeginTermAsync("one", Cancellation));
        Assert.Equal(first.Number + 1, (await run.Run.BeginTermAsync("two", Cancellation)).Number);
    }

    [Fact]
    public async Task Once_a_later_trainer_fell_back_the_earlier_one_can_train_nothing()
    {
        var (run, earlier, later) = await TwoTrainersAsync();
        await run.Queue.OpenAsync(earlier, Cancellation);
        await run.MakeReadyAsync(2);
        var batch = await run.Queue.TakeAsync(new(1, 0, new WeightVersion(0), earlier), Cancellation);
        await run.Queue.FallBackAsync(0, later, Cancellation);
        await RefusedAsync(() => run.Queue.ConsumedAsync(1, batch!.Minibatches[0], earlier, Cancellation));
        await RefusedAsync(() => run.Queue.TakeAsync(new(1, 0, new WeightVersion(0), earlier), Cancellation));
        await RefusedAsync(() => run.Queue.CloseAsync("over", earlier, Cancellation));
        await run.Queue.OpenAsync(later, Cancellation);
        Assert.Equal(batch!.Minibatches, (await run.Queue.TakeAsync(new(1, 0, new WeightVersion(0), later), Cancellation))!.Minibatches);
    }

    [Fact]
    public async Task Once_a_later_trainer_fell_back_the_earlier_one_can_publish_nothing()
    {
        var (run, earlier, later) = await TwoTrainersAsync();
        await run.Weights.FallBackAsync(0, later, Cancellation);
        await RefusedAsync(() => run.Weights.PublishAsync(new(1, "stale", [], earlier), Cancellation));
        Assert.Null((await run.Weights.DescribeAsync(Cancellation)).Version);
    }

    [Fact]
    public async Task Once_a_later_trainer_began_a_checkpoint_the_earlier_one_cannot_commit_its_own()
    {
        var (run, earlier, later) = await TwoTrainersAsync();
        var checkpoint = cluster.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(run.RunId, 5).ToString());
        await checkpoint.BeginAsync(earlier, Cancellation);
        await checkpoint.BeginAsync(later, Cancellation);
        await RefusedAsync(() => checkpoint.CommitAsync(new(5, new WeightVersion(5), DateTimeOffset.UnixEpoch, []), earlier, Cancellation));
        await RefusedAsync(() => run.Run.CheckpointCommittedAsync(5, earlier, Cancellation));
    }

    [Fact]
    public async Task An_earlier_trainer_cannot_end_the_run()
    {
        var (run, earlier, _) = await TwoTrainersAsync();
        await RefusedAsync(() => run.Run.FailedAsync("it woke up", earlier, Cancellation));
        await RefusedAsync(() => run.Run.CompletedAsync("it woke up", earlier, Cancellation));
        await RefusedAsync(() => run.Run.PausedAsync("it woke up", earlier, Cancellation));
    }

    private static Task<TrainerSupersededException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<TrainerSupersededException>(call);

    private async Task<(TestRun Run, TrainerTerm Earlier, TrainerTerm Later)> TwoTrainersAsync()
    {
        var run = await cluster.StartRunAsync();
        return (run, await run.Run.BeginTermAsync("earlier", Cancellation), await run.Run.BeginTermAsync("later", Cancellation));
    }
}
