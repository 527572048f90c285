using System.Runtime.InteropServices;

namespace Magistral.Text.Tokenizers.Merging;

/// <summary>Applies merges to the symbols of a word: always the one of the lowest rank, of those the leftmost.</summary>
/// <remarks>Short words are searched again after each merge, in cache; long ones use a queue, so that n symbols take O(n log n).</remarks>
internal static class SymbolMerger
{
    private const int ShortWord = 48;

    /// <summary>Merges until nothing merges any more.</summary>
    /// <param name="symbols">Token ids; shrinks in place.</param>
    /// <param name="table">The merges.</param>
    public static void Merge(List<int> symbols, MergeTable table)
    {
        if (symbols.Count > ShortWord)
            MergeLong(symbols, table);
        else if (symbols.Count > 1)
            MergeShort(symbols, table);
    }

    private static void MergeShort(List<int> symbols, MergeTable table)
    {
        var ids = CollectionsMarshal.AsSpan(symbols);
        Span<(int Rank, int Token)> merges = stackalloc (int, int)[ShortWord];
        for (var i = 0; i < ids.Length - 1; i++)
            merges[i] = table.Find(ids[i], ids[i + 1]);
        var count = ids.Length;
        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i < count - 1; i++)
                if (merges[i].Rank < merges[best].Rank)
                    best = i;
            if (merges[best].Rank == int.MaxValue)
                break;
            ids[best] = merges[best].Token;
            ids[(best + 2)..count].CopyTo(ids[(best + 1)..]);
            merges[(best + 1)..(count - 1)].CopyTo(merges[best..]);
            count--;
            if (best > 0)
                merges[best - 1] = table.Find(ids[best - 1], ids[best]);
            if (best < count - 1)
                merges[best] = table.Find(ids[best], ids[best + 1]);
        }

        CollectionsMarshal.SetCount(symbols, count);
    }

    private static void MergeLong(List<int> symbols, MergeTable table)
    {
        var ids = CollectionsMarshal.AsSpan(symbols);
        var (next, previous) = (new int[ids.Length], new int[ids.Length]);
        var queue = new PriorityQueue<(int At, int Left, int Right, int Token), (int Rank, int At)>(ids.Length);
        for (var i = 0; i < ids.Length; i++)
            (next[i], previous[i]) = (i + 1, i - 1);
        for (var i = 0; i < ids.Length - 1; i++)
            Offer(queue, table, ids, i, i + 1);
        while (queue.TryDequeue(out var merge, out _))
        {
            var (at, right) = (merge.At, next[merge.At]);
            // a merge that was overtaken by another of its symbols
            if (ids[at] != merge.Left || right >= ids.Length || ids[right] != merge.Right)
                continue;
            ids[at] = merge.Token;
            ids[right] = -1;
            next[at] = next[right];
            if (next[at] < ids.Length)
            {
                previous[next[at]] = at;
                Offer(queue, table, ids, at, next[at]);
            }

            if (previous[at] >= 0)
                Offer(queue, table, ids, previous[at], at);
        }

        symbols.RemoveAll(id => id < 0);
    }

    private static void Offer(PriorityQueue<(int, int, int, int), (int, int)> queue, MergeTable table, ReadOnlySpan<int> ids, int left, int right)
    {
        if (table.Find(ids[left], ids[right]) is { Token: >= 0 } merge)
            queue.Enqueue((left, ids[left], ids[right], merge.Token), (merge.Rank, left));
    }
}
