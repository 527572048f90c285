namespace Magistral.Silo.Security;

/// <summary>What a client may have the gateway take before a call of it is looked at.</summary>
public sealed record FrameLimits
{
    /// <summary>Longest message of a client, in bytes. A run spec is a few KB; a client never sends weights.</summary>
    public int MostMessageBytes { get; init; } = 4 << 20;

    /// <summary>Connections that the gateway keeps open; more are turned away.</summary>
    public int MostConnections { get; init; } = 1024;

    /// <summary>How long a message that was announced may take to arrive; then its connection ends.</summary>
    public TimeSpan MessagePatience { get; init; } = TimeSpan.FromSeconds(30);
}
