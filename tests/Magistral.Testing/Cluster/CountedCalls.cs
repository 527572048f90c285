using System.Collections.Concurrent;

namespace Magistral.Testing.Cluster;

/// <summary>Counts the calls that leave a silo, by the key of the grain they go to.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class CountedCalls : IOutgoingGrainCallFilter
{
    private readonly ConcurrentQueue<(string Key, string Call)> calls = new();

    /// <summary>What was called so far of the grains whose key begins with <paramref name="run"/>, with how often.</summary>
    public IReadOnlyDictionary<string, int> Of(string run) =>
        calls.Where(call => call.Key.StartsWith(run, StringComparison.Ordinal)).CountBy(call => call.Call).ToDictionary();

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        calls.Enqueue((context.TargetId.Key.ToString()!, $"{context.InterfaceMethod.DeclaringType?.Name}.{context.InterfaceMethod.Name}"));
        return context.Invoke();
    }
}
