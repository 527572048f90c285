using System.Collections.Concurrent;

namespace Magistral.Silo.Security;

/// <summary>Remembers which refusals were named lately, so that a stranger who goes on does not fill the log.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="quiet">For how long the same source and reason are not named again.</param>
/// <param name="most">Refusals to remember; with more, all are forgotten.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class RefusalMemory(TimeProvider clock, TimeSpan quiet, int most)
{
    private readonly ConcurrentDictionary<(string Source, string Reason), long> named = new();

    /// <summary>Whether a refusal is to be named now.</summary>
    public bool IsDue(string source, string reason)
    {
        var now = clock.GetTimestamp();
        if (named.TryGetValue((source, reason), out var before) && clock.GetElapsedTime(before, now) < quiet)
            return false;
        if (named.Count >= most)
            named.Clear();
        named[(source, reason)] = now;
        return true;
    }
}
