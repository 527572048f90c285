using Magistral.Contracts.Specs;
using System.Globalization;
using Magistral.Contracts;
using Magistral.Contracts.Queue;

namespace Magistral.Silo.Training;

/// <summary>When RL ends: the curriculum is finished, the budget is spent, or nothing has signal any more.</summary>
internal sealed class StopRules(TrainerContext trainer)
{
    /// <summary>How often the trainer looks for a batch before it asks the rules again.</summary>
    public const int PollsBetweenChecks = 50;

    private FutileGroups futile = FutileGroups.None;

    /// <summary>Updates that the budget still allows.</summary>
    public int StepsLeft(int stepNow) => trainer.Spec.Rl.MaxSteps > 0 ? trainer.Spec.Rl.MaxSteps - stepNow : int.MaxValue;

    /// <summary>Why the run ends now; null when it goes on. The budget is asked first, so that it ends a run whatever else is wrong.</summary>
    /// <exception cref="MagistralException">Groups fail and fail.</exception>
    public async Task<string?> EndAsync(int stepNow, double rlSeconds, CancellationToken cancellation)
    {
        var rl = trainer.Spec.Rl;
        if (LimitReached(rl, stepNow, rlSeconds) is { } limit)
            return limit;
        var curriculum = await trainer.Calls.CallAsync(token => trainer.Curriculum.DescribeAsync(token), cancellation);
        if (curriculum.Finished)
            return $"stage {curriculum.Stages[^1].Name} met its promotion rule";
        var queue = await trainer.Calls.CallAsync(token => trainer.Queue.DescribeAsync(token), cancellation);
        futile = futile.At(stepNow, queue.Counts);
        return futile.Verdict(queue.Counts, trainer.Spec.SizesOf(curriculum.CurrentStage).NBatch / rl.GroupSize) switch
        {
            FutilityKind.NoSignal => $"stage {curriculum.Stages[curriculum.CurrentStage].Name} has no signal: {Outcome(queue.Counts)}",
            FutilityKind.Failures => throw new MagistralException(
                $"{Counted.Of(queue.Counts.Failed - futile.Failed, "group")} failed since step {stepNow} and none could be trained", "`magistral groups list RUN` tells why they failed; mend that, then continue the run"),
            _ => null,
        };
    }

    /// <summary>The limit of the spec that is reached; null for none.</summary>
    public static string? LimitReached(RlSpec rl, int stepNow, double rlSeconds) =>
        rl.MaxSteps > 0 && stepNow >= rl.MaxSteps ? string.Create(CultureInfo.InvariantCulture, $"rl.max_steps {rl.MaxSteps} reached")
        : rl.MaxSeconds > 0 && rlSeconds >= rl.MaxSeconds ? string.Create(CultureInfo.InvariantCulture, $"rl.max_seconds {rl.MaxSeconds:0.#} reached")
        : null;

    private static string Outcome(GroupCounts counts) => counts.NoSignalAllRight > counts.NoSignalAllWrong ? "its problems are solved" : "its problems are beyond the model";
}
