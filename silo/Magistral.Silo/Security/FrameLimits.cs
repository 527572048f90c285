namespace Magistral.Silo.Security;

/// <summary>What a client may have the gateway take before a call of it is looked at.</summary>
public sealed record FrameLimits
{
    /// <summary>Longest first message, in bytes, by which a connection proves itself: who is not known yet sends no more. Orleans' own is a few hundred.</summary>
    public int MostFirstMessageBytes { get; init; } = 4 << 10;

    /// <summary>Longest message of a client after it, in bytes. A run spec is a few KB; a client never sends weights.</summary>
    public int MostMessageBytes { get; init; } = 4 << 20;

    /// <summary>
    /// What the messages that have begun and are not whole may hold of all connections together, in bytes; the next long one ends its connection. Whose they are
    /// is not known before they are whole.
    /// </summary>
    public long MostPendingBytes { get; init; } = 64 << 20;

    /// <summary>Connections in use that the gateway keeps; more are turned away. One is in use once it has proven itself: TLS is agreed where there is TLS, and its first message is here.</summary>
    public int MostConnections { get; init; } = 1024;

    /// <summary>Connections that have not proven themselves, and how many are let in within <see cref="OpeningGrace"/>; more wait, and the slowest of them make way.</summary>
    public int MostOpenings { get; init; } = 256;

    /// <summary>What a connection may take to prove itself before it makes way where there are too many.</summary>
    public TimeSpan OpeningGrace { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>What it may take where there are not; then it ends.</summary>
    public TimeSpan OpeningPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a message that was announced may take to arrive; then its connection ends.</summary>
    public TimeSpan MessagePatience { get; init; } = TimeSpan.FromSeconds(30);
}
