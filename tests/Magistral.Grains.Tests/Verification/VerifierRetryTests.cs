using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Verification;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Verification;

public sealed class VerifierRetryTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private const int Silos = 3;

    [Fact]
    public async Task A_verifier_that_fails_once_is_asked_again_on_another_silo_and_the_group_goes_on()
    {
        var (view, silos) = await ScoredAsync(GroupPhase.Ready, attempt => attempt == 0 ? new TimeoutException("no answer") : null);
        Assert.All(view.Rollouts, rollout => Assert.NotEqual(VerdictKind.Error, rollout.Score!.Verdict));
        Assert.All(silos, asked => Assert.Equal(2, asked.Distinct().Count()));
    }

    [Fact]
    public async Task A_verifier_that_fails_everywhere_fails_the_group_and_gives_no_reward()
    {
        var (view, silos) = await ScoredAsync(GroupPhase.Failed, _ => new TimeoutException("no answer"));
        Assert.StartsWith("verifier:", view.End!.Reason, StringComparison.Ordinal);
        Assert.All(view.Rollouts, rollout => Assert.Equal((VerdictKind.Error, 0.0), (rollout.Score!.Verdict, rollout.Score.Axes.Total)));
        Assert.All(view.Rollouts, rollout => Assert.Null(rollout.Advantage));
        Assert.All(silos, asked => Assert.Equal((GroupScoring.Attempts, Silos), (asked.Count, asked.Distinct().Count())));
    }

    [Fact]
    public async Task No_silo_being_there_to_verify_is_waited_out()
    {
        var (view, silos) = await ScoredAsync(GroupPhase.Ready, asked => asked < GroupScoring.Attempts + 1 ? new SiloUnavailableException("it is started again") : null);
        Assert.All(view.Rollouts, rollout => Assert.NotEqual(VerdictKind.Error, rollout.Score!.Verdict));
        Assert.All(silos, asked => Assert.Equal(GroupScoring.Attempts + 2, asked.Count));
    }

    /// <summary>Plays a group to a phase while its verifiers fail, and tells which silos each of its responses was sent to.</summary>
    private async Task<(GroupView View, IReadOnlyList<IReadOnlyList<string>> Silos)> ScoredAsync(GroupPhase phase, Func<int, Exception?> fault)
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        cluster.VerifierCalls.Break(lease.Problem.Prompt, fault);
        await run.DeliverAsync(lease, right: 1);
        var view = (await run.PhaseAsync(lease.Number, phase))!;
        return (view, [.. view.Rollouts.Take(1).Select(rollout => cluster.VerifierCalls.SilosOf(lease.Problem.Prompt, rollout.Generated.Text))]);
    }
}
