using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Runs on clusters of real processes.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_completes_on_a_coordinator_two_generators_and_a_trainer()
    {
        await using var cluster = await LocalCluster.StartAsync(2, Cancellation);
        var run = await ClusterRun.SubmitAsync(cluster.Grains, ClusterRun.Tiny(steps: 12));
        var ended = await run.UntilCompletedAsync(TimeSpan.FromMinutes(5), Cancellation);
        var books = await run.BooksAsync();
        Assert.Equal(RunLifecycle.Completed, ended.State);
        Assert.Equal(12, books.Step);
        Assert.Equal(12 * 4, books.Counts.Trained);
        var generators = (await run.GroupsAsync()).Where(group => group.Phase == GroupPhase.Trained).SelectMany(group => group.Rollouts).Select(rollout => rollout.GeneratorId).Distinct();
        Assert.Equal(2, generators.Count());
    }
}
