using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>A run as it is described to whoever asks. Pure, thread-safe.</summary>
public static class RunDescriptions
{
    /// <summary>Describes a run that is there.</summary>
    /// <param name="runId">Its id.</param>
    /// <param name="run">Its state.</param>
    /// <param name="waitsFor">What it waits for in the schedule; null when it does not.</param>
    public static RunDescription Of(string runId, RunState run, string? waitsFor)
    {
        ArgumentNullException.ThrowIfNull(run);
        var totals = run.Totals;
        return new()
        {
            RunId = runId,
            Spec = run.Spec!,
            State = run.Lifecycle,
            Reason = waitsFor ?? run.Reason,
            CreatedAt = run.CreatedAt,
            WallSeconds = run.Clock.WallSeconds(run.Clock.LastSeenAt),
            SecondsToFirstStep = run.Clock.SecondsToFirstStep,
            RlSeconds = totals.RlSeconds,
            SecondsLeft = RunRules.SecondsLeft(run),
            LastStep = run.LastStep,
            Evaluations = run.Evaluations,
            Generators = run.Generators,
            TrainerBusyShare = totals.RlSeconds > 0 ? totals.UpdateSeconds / totals.RlSeconds : 0,
            TrainerTokensPerSecond = totals.UpdateSeconds > 0 ? totals.Tokens / totals.UpdateSeconds : 0,
            PaddingShare = totals.PaddedTokens > 0 ? 1 - totals.Tokens / totals.PaddedTokens : 0,
            Checkpoints = run.Checkpoints,
            Audit = run.Audit,
            TrainedLengths = totals.Lengths,
            Revisions = run.Revisions,
        };
    }
}
