using Magistral.Contracts.PromptGroups;
using Magistral.Method.Generation;
using Magistral.Method.Staleness;

namespace Magistral.Silo.Generation;

/// <summary>Which beginnings of rollouts the engine goes on with.</summary>
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
    public static TokenStream? Of(GroupLease lease, int index, int maxNewTokens, int version, int maxStaleness)
    {
        if (lease.Partials.FirstOrDefault(partial => partial.Index == index)?.Completion is not { IsWhole: true, Length: > 0 } prefix || prefix.Length > maxNewTokens)
            return null;
        return prefix.OldestVersion?.Number is { } oldest && VersionLag.IsStale(oldest, Math.Max(oldest, version), maxStaleness) ? null : prefix;
    }
}
