using System.Numerics;

namespace Magistral.Text.Tokenizers.Merging;

/// <summary>Which pairs of tokens merge, in which order of preference, and into what. A hash table with linear probing, made once.</summary>
internal sealed class MergeTable
{
    private readonly ulong[] pairs;   // the pair + 1, 0 where free
    private readonly (int Rank, int Token)[] merges;
    private readonly int shift;

    public MergeTable(int capacity)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));
        pairs = new ulong[size];
        merges = new (int, int)[size];
        shift = 64 - BitOperations.Log2((uint)size);
    }

    /// <summary>Adds a merge; a later one of the same pair takes its place.</summary>
    public void Set(int left, int right, int rank, int token)
    {
        var slot = Slot(left, right);
        pairs[slot] = Key(left, right);
        merges[slot] = (rank, token);
    }

    /// <summary>The merge of a pair; its rank is int.MaxValue where there is none.</summary>
    public (int Rank, int Token) Find(int left, int right)
    {
        var slot = Slot(left, right);
        return pairs[slot] == 0 ? (int.MaxValue, -1) : merges[slot];
    }

    private static ulong Key(int left, int right) => ((ulong)(uint)left << 32 | (uint)right) + 1;

    private int Slot(int left, int right)
    {
        var key = Key(left, right);
        var slot = (int)(key * 0x9E3779B97F4A7C15 >> shift);
        while (pairs[slot] != 0 && pairs[slot] != key)
            slot = slot + 1 & pairs.Length - 1;
        return slot;
    }
}
