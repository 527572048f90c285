namespace Magistral.Silo.Generation;

/// <summary>The groups a generator holds: their prompts and which rollouts each still owes.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LeasedGroups
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, (int[] Prompt, HashSet<int> Owed)> groups = [];

    /// <summary>Enters a lease. One that lapsed on a slow machine may come back to the generator that is still at work on it.</summary>
    /// <returns>The indexes to generate: those of the lease that are not under way.</returns>
    public IReadOnlyList<int> Add(int number, int[] promptTokens, IEnumerable<int> indexes)
    {
        lock (gate)
        {
            if (!groups.TryGetValue(number, out var held))
                groups[number] = held = (promptTokens, []);
            return [.. indexes.Where(held.Owed.Add)];
        }
    }

    /// <summary>The prompt of a group of which rollouts finished; forgets the group with its last.</summary>
    public int[] PromptOf(int number, IEnumerable<int> finished)
    {
        lock (gate)
        {
            if (!groups.TryGetValue(number, out var held))
                throw new InvalidOperationException($"group {number} is not leased");
            held.Owed.ExceptWith(finished);
            if (held.Owed.Count == 0)
                groups.Remove(number);
            return held.Prompt;
        }
    }
}
