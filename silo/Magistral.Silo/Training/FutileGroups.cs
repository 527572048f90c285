using Magistral.Contracts.Queue;

namespace Magistral.Silo.Training;

/// <summary>Counts the groups that ended since the last update without bringing the next one nearer.</summary>
/// <param name="Step">Updates in the weights when the count began.</param>
/// <param name="NoSignal">Groups without signal by then.</param>
/// <param name="Failed">Failed groups by then.</param>
/// <remarks>Pure.</remarks>
internal readonly record struct FutileGroups(int Step, int NoSignal, int Failed)
{
    /// <summary>Batches' worth of such groups, and not one batch trained, after which the stage is given up.</summary>
    public const int MostBatches = 32;

    /// <summary>Before any step.</summary>
    public static FutileGroups None => new(-1, 0, 0);

    /// <summary>The count for a step: it begins anew with each.</summary>
    public FutileGroups At(int step, GroupCounts counts) => step == Step ? this : new(step, counts.NoSignal, counts.Failed);

    /// <summary>What there is too much of; null when it is worth going on.</summary>
    /// <param name="counts">The books now.</param>
    /// <param name="groupsPerBatch">Groups of a batch.</param>
    public FutilityKind? Verdict(GroupCounts counts, int groupsPerBatch)
    {
        var (noSignal, failed) = (counts.NoSignal - NoSignal, counts.Failed - Failed);
        if (noSignal + failed < MostBatches * groupsPerBatch)
            return null;
        return failed > noSignal ? FutilityKind.Failures : FutilityKind.NoSignal;
    }
}

/// <summary>Why groups bring no update.</summary>
internal enum FutilityKind
{
    /// <summary>Their rewards are all equal: the stage has no more to teach, or is beyond the model.</summary>
    NoSignal,

    /// <summary>They fail: something is broken.</summary>
    Failures,
}
