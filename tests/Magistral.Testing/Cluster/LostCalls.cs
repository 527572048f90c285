using System.Collections.Concurrent;

namespace Magistral.Testing.Cluster;

/// <summary>Loses messages between grains and workers on their way: a request that never arrives, an answer that never comes back.</summary>
/// <remarks>A filter of outgoing calls, so that the callee is as free as it would be. The caller waits for ever: its own deadline must help.</remarks>
public sealed class LostCalls : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<string, int> seen = new();
    private readonly ConcurrentDictionary<string, bool> watched = new();

    /// <summary>Loses the request of the second call of a method and the answer of the fourth, not counting the first ones.</summary>
    public void Lose(string method, int uncounted = 0) => (watched[method], seen[method]) = (true, -uncounted);

    /// <summary>How many messages of a method were lost.</summary>
    public int LostOf(string method) => seen.GetValueOrDefault(method) switch { >= 4 => 2, >= 2 => 1, _ => 0 };

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var method = context.InterfaceMethod.Name;
        var number = watched.ContainsKey(method) ? seen.AddOrUpdate(method, 1, (_, before) => before + 1) : 0;
        if (number != 2)
            await context.Invoke();
        if (number is 2 or 4)
            await new TaskCompletionSource().Task;
    }
}
