using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Weights;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class EndToEndTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tiny_model_is_trained_through_grains_generator_verifier_and_trainer()
    {
        await using var service = await TinyService.StartAsync();
        var runId = await service.TrainAsync(TinyService.Spec);
        var run = await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal(6, run.LastStep!.Step);
        Assert.Equal([EvaluationKind.WarmStart, EvaluationKind.Final], run.Evaluations.Select(result => result.Order.Kind).Where(kind => kind != EvaluationKind.Curve));
        Assert.Equal([4, 6], run.Checkpoints);
        Assert.Equal(Enumerable.Range(1, 6), (await service.Progress(runId).StepsAsync(1, 100, Cancellation)).Select(report => report.Step));
        await BooksBalanceAsync(service, runId, steps: 6);
    }

    [Fact]
    public async Task A_paused_run_goes_on_from_its_checkpoint_in_another_service_on_the_same_store()
    {
        var spec = TinyService.Spec with { Rl = TinyService.Spec.Rl with { MaxSteps = 12 } };
        var first = await TinyService.StartAsync();
        var runId = await first.TrainAsync(spec);
        await first.UntilAsync(runId, description => description.LastStep?.Step >= 3, "the third step");
        await first.PauseAsync(runId);
        var paused = await first.UntilAsync(runId, description => description.State == RunLifecycle.Paused, "the run pausing");
        await first.DisposeAsync();

        await using var second = await TinyService.StartAsync(first.Store);
        Assert.Equal(runId, await second.TrainAsync(spec));
        var run = await second.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal("rl.max_steps 12 reached", run.Reason);
        Assert.Equal(12, run.LastStep!.Step);
        Assert.Equal(paused.LastStep!.Step, paused.Checkpoints[^1]);
        await BooksBalanceAsync(second, runId, steps: 12);
    }

    [Fact]
    public async Task A_learning_rate_of_zero_leaves_the_weights_as_the_warm_start_made_them()
    {
        var spec = TinyService.Spec with { Rl = TinyService.Spec.Rl with { LearningRate = 0, MaxSteps = 2 }, Checkpoints = new() { EverySteps = 1, Keep = 5 } };
        await using var service = await TinyService.StartAsync();
        var runId = await service.TrainAsync(spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        var reader = new CheckpointReader(service.Grains, service.Store);
        var leaves = ModelPlan.Of(spec, TimeProvider.System).TrainedLeaves;
        var before = await reader.WeightsAsync(runId, 0, leaves, Cancellation);
        var after = await reader.WeightsAsync(runId, 2, leaves, Cancellation);
        Assert.Equal(before.ContentHash, after.ContentHash);
    }

    [Fact]
    public async Task A_checkpoint_with_a_damaged_part_is_never_loaded()
    {
        await using var service = await TinyService.StartAsync();
        var runId = await service.TrainAsync(TinyService.Spec with { Rl = TinyService.Spec.Rl with { MaxSteps = 2 } });
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        var reader = new CheckpointReader(service.Grains, service.Store);
        var part = (await reader.ManifestAsync(runId, 2, Cancellation)).Parts.Single(candidate => candidate.Name == CheckpointParts.Weights);
        var key = new Grains.Storage.StoreKey(part.Key);
        var bytes = (await service.Store.GetAsync(key, Cancellation))!.Content.ToArray();
        bytes[^1] ^= 1;
        await service.Store.PutAsync(key, bytes, Grains.Storage.PutCondition.None, durable: false, Cancellation);
        var leaves = ModelPlan.Of(TinyService.Spec, TimeProvider.System).TrainedLeaves;
        await Assert.ThrowsAsync<CheckpointUnreadableException>(() => reader.WeightsAsync(runId, 2, leaves, Cancellation));
    }

    private static async Task BooksBalanceAsync(TinyService service, string runId, int steps)
    {
        var books = await service.BooksAsync(runId);
        var groups = await service.GroupsAsync(runId);
        var (rl, counts) = (TinyService.Spec.Rl, books.Counts);
        Assert.Equal(counts.Issued, counts.Trained + counts.NoSignal + counts.Stale + counts.Failed + counts.Abandoned);
        Assert.Equal(steps * rl.NMinibatch, counts.Trained * rl.GroupSize);
        Assert.Equal(counts.Trained, groups.Count(group => group.End!.Phase == GroupPhase.Trained));
        Assert.All(groups.Where(group => group.End!.Phase == GroupPhase.Trained).GroupBy(group => group.End!.Step), step => Assert.Equal(rl.NMinibatch / rl.GroupSize, step.Count()));
        var weights = await service.Grains.GetGrain<IWeightsGrain>(runId).DescribeAsync(Cancellation);
        Assert.InRange(weights.Lags.Max(count => count.LagVersions), 0, rl.MaxStaleness);
        var trainedTokens = groups.Where(group => group.End!.Phase == GroupPhase.Trained).SelectMany(group => group.Rollouts).Sum(rollout => rollout.Generated.Completion.SampledCount);
        Assert.Equal(trainedTokens, weights.Lags.Sum(count => count.Tokens));
    }
}
