using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Weights;
using Magistral.Engine.Generation;
using Magistral.Method.Staleness;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>The beginnings of rollouts, as messages carry them and as the engine goes on with them.</summary>
internal static class RolloutPrefix
{
    /// <summary>
    /// The beginning to go on with; null to begin anew. A group is as old as its oldest token, so one whose beginning is beyond the bound already would
    /// end as stale whatever is added; begun anew it can still be trained, which is worth more than the tokens.
    /// </summary>
    /// <param name="lease">With what others left behind.</param>
    /// <param name="index">Index of the rollout.</param>
    /// <param name="maxNewTokens">Greatest length of the completion.</param>
    /// <param name="version">The newest version known here.</param>
    /// <param name="maxStaleness">The bound of the run.</param>
    public static SequencePrefix? Of(GroupLease lease, int index, int maxNewTokens, int version, int maxStaleness)
    {
        if (lease.Partials.FirstOrDefault(partial => partial.Index == index) is not { LengthTokens: > 0 } kept)
            return null;
        var prefix = new SequencePrefix(
            TokenBytes.Tokens(kept.Tokens), TokenBytes.LogProbs(kept.LogProbs), [.. kept.Versions.Select(span => new VersionRun(span.Version.Number, span.Count))]);
        if (!prefix.IsWhole || prefix.Tokens.Length > maxNewTokens)
            return null;
        var oldest = prefix.Versions.Min(run => run.Version);
        return VersionLag.IsStale(oldest, Math.Max(oldest, version), maxStaleness) ? null : prefix;
    }

    /// <summary>The beginning of a rollout as a message.</summary>
    public static PartialRollout Message(SequenceProgress progress) => new(
        SequenceId.Of(progress.Id).Index, TokenBytes.Of(progress.Sampled.Tokens), TokenBytes.Of(progress.Sampled.LogProbs),
        [.. progress.Sampled.Versions.Select(run => new VersionSpan(new(run.Version), run.Count))]);
}
