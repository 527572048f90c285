namespace Magistral.Silo.Security;

/// <summary>
/// Room for the long messages that have begun and are not whole, over all connections: what they hold together is bounded, however many there are. Short
/// ones need none.
/// </summary>
/// <param name="most">Bytes of them all.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class PendingBytes(long most)
{
    /// <summary>Longest message that needs no room.</summary>
    public const int ShortBytes = 64 << 10;

    private long taken;

    /// <summary>Bytes of them all.</summary>
    public long Most { get; } = most;

    /// <summary>Takes room, or gives some back.</summary>
    /// <param name="before">What the connection had.</param>
    /// <param name="now">Length of its message that is not whole now; 0 for none.</param>
    /// <returns>What it has now; null when there is no room, and then it has what it had.</returns>
    public long? Change(long before, long now)
    {
        var wanted = now > ShortBytes ? now : 0;
        if (Interlocked.Add(ref taken, wanted - before) <= Most || wanted <= before)
            return wanted;
        Interlocked.Add(ref taken, before - wanted);
        return null;
    }
}
