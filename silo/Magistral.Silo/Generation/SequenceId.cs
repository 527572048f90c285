namespace Magistral.Silo.Generation;

/// <summary>Names a sequence in the engine: the group and the rollout's index in it.</summary>
/// <param name="Group">Group number.</param>
/// <param name="Index">Index of the rollout, 0 to 65,535.</param>
internal readonly record struct SequenceId(int Group, int Index)
{
    private const int IndexBits = 16;

    /// <summary>As one number.</summary>
    public long Value => ((long)Group << IndexBits) | (uint)Index;

    /// <summary>From the number.</summary>
    public static SequenceId Of(long value) => new((int)(value >> IndexBits), (int)(value & ((1 << IndexBits) - 1)));
}
