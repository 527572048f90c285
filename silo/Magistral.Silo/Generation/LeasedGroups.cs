using System.Collections.Concurrent;

namespace Magistral.Silo.Generation;

/// <summary>The groups a generator holds: their prompts and how many rollouts each still owes.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class LeasedGroups
{
    private readonly ConcurrentDictionary<int, (int[] Prompt, int Owed)> groups = new();

    /// <summary>Enters a lease; a renewed one adds what it owes.</summary>
    public void Add(int number, int[] promptTokens, int owed) =>
        groups.AddOrUpdate(number, _ => (promptTokens, owed), (_, held) => (promptTokens, held.Owed + owed));

    /// <summary>The prompt of a group of which rollouts finished; forgets the group with its last.</summary>
    public int[] PromptOf(int number, int finished)
    {
        var held = groups.AddOrUpdate(number, _ => throw new InvalidOperationException($"group {number} is not leased"), (_, held) => (held.Prompt, held.Owed - finished));
        if (held.Owed <= 0)
            groups.TryRemove(number, out _);
        return held.Prompt;
    }
}
