using System.Globalization;
using Magistral.Contracts;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;

namespace Magistral.Silo.Training;

/// <summary>When RL ends: the curriculum is finished, the budget is spent, or nothing has signal any more.</summary>
internal sealed class StopRules(TrainerContext trainer)
{
    /// <summary>After which the rules are asked again while no batch comes but the books change.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);
    private FutileGroups futile = FutileGroups.None;

    /// <summary>After which the rules are asked again while nothing changes: only the budget of seconds ends a run then, or that nobody generates.</summary>
    public TimeSpan Idle(double rlSeconds) => Idle(trainer.Spec.Rl, rlSeconds);

    internal static TimeSpan Idle(RlSpec rl, double rlSeconds) =>
        rl.MaxSeconds > 0 ? TimeSpan.FromSeconds(Math.Clamp(rl.MaxSeconds - rlSeconds, 0, Quiet.TotalSeconds)) : Quiet;

    /// <summary>Updates that the budget still allows.</summary>
    public int StepsLeft(int stepNow) => StepsLeft(trainer.Spec.Rl, stepNow);

    internal static int StepsLeft(RlSpec rl, int stepNow) => rl.MaxSteps > 0 ? rl.MaxSteps - stepNow : int.MaxValue;

    /// <summary>Why the run ends now; null when it goes on. The budget is asked first, so that it ends a run whatever else is wrong.</summary>
    /// <exception cref="MagistralException">Groups fail and fail.</exception>
    public async Task<string?> EndAsync(int stepNow, double rlSeconds, CancellationToken cancellation)
    {
        if (SpentBudget(trainer.Spec.Rl, stepNow, rlSeconds) is not null)
        {
            await trainer.Revisions.ReadAsync(cancellation); // a larger budget may have been given since the last batch
            if (SpentBudget(trainer.Spec.Rl, stepNow, rlSeconds) is { } spent)
                return spent;
        }
        var curriculum = await trainer.Calls.CallAsync(token => trainer.Curriculum.DescribeAsync(token), cancellation);
        if (curriculum.Finished)
            return $"stage {curriculum.Stages[^1].Name} met its promotion rule";
        var queue = await trainer.Calls.CallAsync(token => trainer.Queue.DescribeAsync(token), cancellation);
        if (queue.Revision > trainer.Revisions.Newest.Number)
        {
            await trainer.Revisions.ReadAsync(cancellation);
            if (SpentBudget(trainer.Spec.Rl, stepNow, rlSeconds) is { } shortened)
                return shortened;
        }
        futile = futile.At(stepNow, queue.Counts);
        return Futility(futile, queue.Counts, trainer.Spec.SizesOf(curriculum.CurrentStage).NBatch / trainer.Spec.Rl.GroupSize, curriculum.Stages[curriculum.CurrentStage].Name);
    }

    /// <summary>The budget that is spent; null while both last or there is none.</summary>
    internal static string? SpentBudget(RlSpec rl, int stepNow, double rlSeconds) =>
        rl.MaxSteps > 0 && stepNow >= rl.MaxSteps ? string.Create(CultureInfo.InvariantCulture, $"rl.max_steps {rl.MaxSteps} reached")
        : rl.MaxSeconds > 0 && rlSeconds >= rl.MaxSeconds ? string.Create(CultureInfo.InvariantCulture, $"rl.max_seconds {rl.MaxSeconds:0.#} reached")
        : null;

    /// <summary>Why groups that bring no update end the run; null while it is worth going on.</summary>
    /// <exception cref="MagistralException">They fail and fail.</exception>
    internal static string? Futility(FutileGroups since, GroupCounts counts, int groupsPerBatch, string stage) => since.Verdict(counts, groupsPerBatch) switch
    {
        FutilityKind.NoSignal => $"stage {stage} has no signal: {Outcome(counts)}",
        FutilityKind.Failures => throw new MagistralException(
            $"{Counted.Of(counts.Failed - since.Failed, "group")} failed since step {since.Step} and none could be trained", "`magistral groups list RUN` tells why they failed; remedy that, then continue the run"),
        _ => null,
    };

    private static string Outcome(GroupCounts counts) => counts.NoSignalAllRight > counts.NoSignalAllWrong ? "its problems are solved" : "its problems are beyond the model";
}
