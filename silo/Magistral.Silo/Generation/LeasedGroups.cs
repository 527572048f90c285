namespace Magistral.Silo.Generation;

/// <summary>The groups a generator holds: their prompts and which rollouts each still owes or has not handed over.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LeasedGroups
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, LeasedWork> groups = [];

    /// <summary>Numbers of the groups, those included whose last rollouts are on their way.</summary>
    public IReadOnlyList<int> Numbers
    {
        get
        {
            lock (gate)
                return [.. groups.Keys];
        }
    }

    /// <summary>Enters a lease. One that lapsed on a slow machine may come back to the generator that is still at work on it.</summary>
    /// <returns>The indexes to generate, those of the lease that are not under way, and what ends them when the group is lost.</returns>
    public (IReadOnlyList<int> Indexes, CancellationToken Dropped) Add(int number, int[] promptTokens, IEnumerable<int> indexes)
    {
        lock (gate)
        {
            if (!groups.TryGetValue(number, out var held))
                groups[number] = held = new(promptTokens);
            return ([.. indexes.Where(held.Owed.Add)], held.Dropped.Token);
        }
    }

    /// <summary>The prompt of a group; null when it was dropped.</summary>
    public int[]? PromptOf(int number)
    {
        lock (gate)
            return groups.TryGetValue(number, out var held) ? held.Prompt : null;
    }

    /// <summary>Rollouts were handed over; the group is forgotten with its last.</summary>
    public void Delivered(int number, IEnumerable<int> indexes)
    {
        lock (gate)
        {
            if (!groups.TryGetValue(number, out var held))
                return;
            held.Owed.ExceptWith(indexes);
            if (held.Owed.Count == 0 && groups.Remove(number))
                held.Dropped.Dispose();
        }
    }

    /// <summary>The group belongs to another generator or to none: what is under way ends.</summary>
    /// <returns>Whether it was held.</returns>
    public bool Drop(int number)
    {
        lock (gate)
        {
            if (!groups.Remove(number, out var held))
                return false;
            held.Dropped.Cancel();
            held.Dropped.Dispose();
            return true;
        }
    }

    private sealed record LeasedWork(int[] Prompt)
    {
        public HashSet<int> Owed { get; } = [];

        public CancellationTokenSource Dropped { get; } = new();
    }
}
