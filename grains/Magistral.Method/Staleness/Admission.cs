namespace Magistral.Method.Staleness;

/// <summary>The rule that decides whether a new prompt group may be issued.</summary>
/// <remarks>
/// METHOD §5, after arXiv 2505.24298: `N + G ≤ (step + η + 1) · n_minibatch`, where N counts the completions trained into the surviving
/// weights and those of all open groups. It bounds what is issued, so that nothing is started that could not be trained within η versions;
/// it does not bound how long a completion takes, which is what <see cref="VersionLag.IsStale"/> is for. Pure, thread-safe.
/// </remarks>
public static class Admission
{
    /// <summary>The value of `max_staleness` that lifts the bound.</summary>
    public const int Unbounded = -1;

    /// <summary>Tells whether one more group may be issued.</summary>
    /// <param name="trainedCompletions">Completions that entered an update of the surviving weights, trained or consumed: step · n_minibatch; ≥ 0.</param>
    /// <param name="openCompletions">Completions of all other open groups, in flight or ready; ≥ 0.</param>
    /// <param name="groupSize">G, completions of the new group; ≥ 1.</param>
    /// <param name="maxStaleness">η in versions, ≥ 0, or <see cref="Unbounded"/>.</param>
    /// <param name="nMinibatch">Completions an update; ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static bool Admits(long trainedCompletions, long openCompletions, int groupSize, int maxStaleness, int nMinibatch) =>
        FreePlaces(trainedCompletions, openCompletions, maxStaleness, nMinibatch) >= CheckedSize(groupSize);

    /// <summary>Completions that may still be issued now; 0 when none, <see cref="long.MaxValue"/> when unbounded.</summary>
    /// <param name="trainedCompletions">As in <see cref="Admits"/>.</param>
    /// <param name="openCompletions">As in <see cref="Admits"/>.</param>
    /// <param name="maxStaleness">As in <see cref="Admits"/>.</param>
    /// <param name="nMinibatch">As in <see cref="Admits"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static long FreePlaces(long trainedCompletions, long openCompletions, int maxStaleness, int nMinibatch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trainedCompletions);
        ArgumentOutOfRangeException.ThrowIfNegative(openCompletions);
        ArgumentOutOfRangeException.ThrowIfLessThan(nMinibatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxStaleness, Unbounded);
        if (maxStaleness == Unbounded) return long.MaxValue;
        var issued = trainedCompletions + openCompletions;
        var bound = trainedCompletions + (maxStaleness + 1L) * nMinibatch;
        return Math.Max(0, bound - issued);
    }

    private static int CheckedSize(int groupSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groupSize, 1);
        return groupSize;
    }
}
