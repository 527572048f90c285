using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class OverdueTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    [Fact]
    public async Task A_verifier_that_hangs_is_named_within_its_deadline_and_another_silo_is_asked()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        cluster.VerifierCalls.Break(lease.Problem.Prompt, attempt => attempt == 0 ? VerifierCalls.Hang : null);
        await run.DeliverAsync(lease, right: 1);
        var view = (await run.PhaseAsync(lease.Number, GroupPhase.Ready))!;
        Assert.All(view.Rollouts, rollout => Assert.NotEqual(VerdictKind.Error, rollout.Score!.Verdict));
        Assert.Contains(view.Timeline, entry => entry.What.StartsWith("waited 1 s for Verifier math/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_open_group_tells_what_it_waits_for()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync(generatorId: "the generator"))[0];
        var view = await run.Group(lease.Number).DescribeAsync(TestContext.Current.CancellationToken);
        Assert.Equal((WaitKind.Generator, "the generator"), (view!.Wait!.For, view.Wait.Owner));
    }
}
