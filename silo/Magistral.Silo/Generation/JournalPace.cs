using Magistral.Silo.Hosting;

namespace Magistral.Silo.Generation;

/// <summary>When sequences under way are journaled: by their growth, and by time for those that grow slowly.</summary>
internal sealed class JournalPace(SiloResources silo, TimeProvider clock)
{
    private const int SteadyShare = 2; // what grows while the beginning is on its way counts to the gap too
    private const int SlowShare = 4;
    private long lastPeriod = clock.GetTimestamp();

    /// <summary>By how many tokens a sequence must have grown to be journaled now; asked after every step.</summary>
    public int LeastTokens()
    {
        if (clock.GetElapsedTime(lastPeriod) < silo.JournalPeriod)
            return Math.Max(1, silo.JournalTokens / SteadyShare);
        lastPeriod = clock.GetTimestamp();
        return Math.Max(1, silo.JournalTokens / SlowShare);
    }
}
