namespace Magistral.Storage.Blobs;

/// <summary>How a <see cref="BlobObjectStore"/> lays out and uploads.</summary>
public sealed record BlobStoreOptions
{
    /// <summary>Put before every key, such as <c>team-a/</c>; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Bytes of a block, and the most that is put in one request; 1 to 4,000 MiB.</summary>
    public int BlockBytes { get; init; } = 8 << 20;

    /// <summary>Blocks under way at a time, ≥ 1; the memory of an upload is this many blocks and one more.</summary>
    public int ParallelBlocks { get; init; } = 4;
}
