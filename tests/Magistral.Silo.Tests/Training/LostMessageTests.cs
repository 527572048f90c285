using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Verification;
using Magistral.Contracts.Weights;
using Magistral.Testing;
using Magistral.Testing.Cluster;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class LostMessageTests
{
    [Theory]
    [InlineData(nameof(IRolloutQueueGrain.LeaseAsync), "LeaseAsync")]
    [InlineData(nameof(IPromptGroupGrain.RecordRolloutsAsync), "delivery of ")]
    [InlineData(nameof(IVerifierGrain.ScoreAsync), "for Verifier math/")]
    [InlineData(nameof(IRolloutQueueGrain.ReadyAsync), "for Announcement queue")]
    [InlineData(nameof(IRolloutQueueGrain.TakeAsync), "TakeAsync")]
    [InlineData(nameof(IRolloutQueueGrain.ConsumedAsync), "ConsumedAsync")]
    [InlineData(nameof(IWeightsGrain.PublishAsync), "PublishAsync")]
    public async Task A_lost_request_and_a_lost_answer_are_named_and_made_good(string method, string named)
    {
        using var log = new CollectedLog();
        var lost = new LostCalls();
        lost.Lose(method, uncounted: method == nameof(IVerifierGrain.ScoreAsync) ? TinyService.Spec.Evaluation.Problems : 0); // the warm start is evaluated first
        await using var service = await TinyService.StartAsync(lost: lost, logs: log);
        var runId = await service.TrainAsync(TinyService.Spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, $"the run completing although {method} was lost");
        Assert.Equal(2, lost.LostOf(method));
        await Eventually.Get( // the others may be trained before the deadline of the group that was lost
            () => Task.FromResult(log.Warnings), warnings => warnings.Any(warning => warning.Contains(named, StringComparison.Ordinal)), $"the naming of {method}", TestContext.Current.CancellationToken);
        var (counts, rl) = ((await service.BooksAsync(runId)).Counts, TinyService.Spec.Rl);
        Assert.Equal(rl.MaxSteps * rl.NMinibatch, counts.Trained * rl.GroupSize);
        Assert.Equal(counts.Issued, counts.Trained + counts.NoSignal + counts.Stale + counts.Failed + counts.Abandoned);
        Assert.Equal(0, counts.Failed);
    }
}
