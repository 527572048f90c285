namespace Magistral.Host.Configuration;

/// <summary>Where states and checkpoints lie: one of a directory, for a silo alone, or blobs, which silos share.</summary>
internal sealed record StorageSettings
{
    /// <summary>A directory that this silo alone writes.</summary>
    public string Directory { get; init; } = "";

    /// <summary>Azure Blob storage: a connection string, or the account's address, for which the machine's identity is used.</summary>
    public string Blobs { get; init; } = "";

    /// <summary>The blob container; made when it is missing.</summary>
    public string Container { get; init; } = "magistral";

    /// <summary>Put before every key in the container.</summary>
    public string Prefix { get; init; } = "";
}
