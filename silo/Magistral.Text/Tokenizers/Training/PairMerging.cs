namespace Magistral.Text.Tokenizers.Training;

/// <summary>Learns merges: counts neighbours once, then corrects the counts around each merge.</summary>
internal sealed class PairMerging
{
    private readonly List<(List<int> Symbols, long Count)> words;
    private readonly Dictionary<(int, int), long> counts = [];
    private readonly Dictionary<(int, int), HashSet<int>> places = [];
    private readonly PriorityQueue<(int, int), (long, int, int)> queue = new();

    public PairMerging(List<(List<int> Symbols, long Count)> words)
    {
        this.words = words;
        for (var word = 0; word < words.Count; word++)
            for (var i = 0; i + 1 < words[word].Symbols.Count; i++)
                Change((words[word].Symbols[i], words[word].Symbols[i + 1]), words[word].Count, word);
    }

    /// <summary>The merges in order; the first makes the id <paramref name="next"/>.</summary>
    public List<(int Left, int Right)> Learn(int next, int end)
    {
        var merges = new List<(int, int)>();
        while (next < end && queue.TryDequeue(out var pair, out var priority))
        {
            // a count that has changed since it was queued was queued again
            if (counts.GetValueOrDefault(pair) != -priority.Item1 || -priority.Item1 < 2)
                continue;
            merges.Add(pair);
            foreach (var word in places[pair].Order().ToList())
                Apply(word, pair, next);
            next++;
        }

        return merges;
    }

    private void Apply(int word, (int Left, int Right) pair, int merged)
    {
        var (symbols, count) = words[word];
        for (var i = 0; i + 1 < symbols.Count; i++)
        {
            if (symbols[i] != pair.Left || symbols[i + 1] != pair.Right)
                continue;
            Change(pair, -count, word);
            if (i > 0)
            {
                Change((symbols[i - 1], pair.Left), -count, word);
                Change((symbols[i - 1], merged), count, word);
            }

            if (i + 2 < symbols.Count)
            {
                Change((pair.Right, symbols[i + 2]), -count, word);
                Change((merged, symbols[i + 2]), count, word);
            }

            symbols[i] = merged;
            symbols.RemoveAt(i + 1);
        }
    }

    private void Change((int Left, int Right) pair, long by, int word)
    {
        var count = counts[pair] = counts.GetValueOrDefault(pair) + by;
        if (by > 0)
        {
            if (!places.TryGetValue(pair, out var holders))
                places[pair] = holders = [];
            holders.Add(word);
        }

        if (count > 0)
            queue.Enqueue(pair, (-count, pair.Left, pair.Right));
    }
}
