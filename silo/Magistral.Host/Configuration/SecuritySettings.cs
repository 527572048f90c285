using Magistral.Silo.Security;

namespace Magistral.Host.Configuration;

/// <summary>Settings of keys, TLS and limits for connections from outside.</summary>
internal sealed record SecuritySettings
{
    /// <summary>Whether clients must show a key that <c>magistral-silo keys create</c> made.</summary>
    public bool RequireKeys { get; init; }

    /// <summary>Folders, with commas between, in which the models and problems of run specs lie. Empty allows every one without keys and none with them.</summary>
    public string Folders { get; init; } = "";

    /// <summary>PEM file of the silo's certificate, which names <c>magistral-silo</c>; empty for no TLS.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file of its private key.</summary>
    public string CertificateKey { get; init; } = "";

    /// <summary>PEM file of the authority that silos and clients are believed by.</summary>
    public string Authority { get; init; } = "";

    /// <summary>Bind beyond this machine even without keys and TLS: where the network itself keeps strangers out.</summary>
    public bool Insecure { get; init; }

    /// <summary>Longest first message of a connection, in bytes.</summary>
    public int MostFirstMessageBytes { get; init; } = new FrameLimits().MostFirstMessageBytes;

    /// <summary>Longest message that a client may send after it, in bytes.</summary>
    public int MostMessageBytes { get; init; } = new FrameLimits().MostMessageBytes;

    /// <summary>What the messages on their way may hold of all clients together, in bytes.</summary>
    public long MostPendingBytes { get; init; } = new FrameLimits().MostPendingBytes;

    /// <summary>Connections of clients that the gateway keeps open.</summary>
    public int MostConnections { get; init; } = new FrameLimits().MostConnections;

    /// <summary>Connections that have not proven themselves yet.</summary>
    public int MostOpenings { get; init; } = new FrameLimits().MostOpenings;

    /// <summary>How long one may take to prove itself, in seconds.</summary>
    public double OpeningSeconds { get; init; } = new FrameLimits().OpeningPatience.TotalSeconds;

    /// <summary>Whether connections are encrypted.</summary>
    public bool HasTls => Certificate.Length > 0;
}
