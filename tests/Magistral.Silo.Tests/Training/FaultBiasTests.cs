using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Verification;
using Magistral.Testing.Cluster;
using Xunit;

namespace Magistral.Silo.Tests.Training;

/// <summary>Failures of the machinery teach the model nothing. The weights stay as they are, so that both runs sample from one policy.</summary>
public sealed class FaultBiasTests
{
    [Fact]
    public async Task With_a_tenth_of_verdicts_and_deliveries_failing_no_failure_is_trained_and_the_mean_reward_is_that_of_a_run_without()
    {
        var faults = new FailingCalls(nameof(IVerifierGrain.ScoreAsync), nameof(IPromptGroupGrain.RecordRolloutsAsync));
        var (faulty, clean) = (await RewardsAsync(faults), await RewardsAsync(null));
        Assert.True(faults.Failed >= 10, $"{faults.Failed} calls failed");
        var error = Math.Sqrt(Variance(faulty) / faulty.Count + Variance(clean) / clean.Count);
        Assert.InRange(faulty.Average() - clean.Average(), -2 * error, 2 * error);
    }

    /// <summary>Mean reward of every trained group.</summary>
    private static async Task<IReadOnlyList<double>> RewardsAsync(FailingCalls? faults)
    {
        await using var service = await TinyService.StartAsync(lost: faults);
        var spec = TinyService.Spec with { Rl = TinyService.Spec.Rl with { LearningRate = 0, MaxSteps = 12 }, Evaluation = TinyService.Spec.Evaluation with { EverySteps = 0 } };
        var runId = await service.TrainAsync(spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        var trained = (await service.GroupsAsync(runId)).Where(group => group.End?.Phase == GroupPhase.Trained).ToList();
        Assert.All(trained.SelectMany(group => group.Rollouts), rollout => Assert.NotEqual(VerdictKind.Error, rollout.Score!.Verdict));
        return [.. trained.Select(group => group.Rollouts.Average(rollout => rollout.Score!.Axes.Total))];
    }

    private static double Variance(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
    }
}
