using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Weights;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;

namespace Magistral.Grains.Weights;

/// <summary>Every version a run ever published, in objects of <see cref="ChunkVersions"/>, so that a long run rewrites little.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class PublicationLog(IObjectStore store, string runId)
{
    /// <summary>Versions an object.</summary>
    public const int ChunkVersions = 256;

    private OpenChunk? newest;

    /// <summary>Whether the chunk of a version is read; if not, the grain's state may be older than the chunk when it is.</summary>
    public bool HasOpened(WeightVersion version) => newest?.Number == Chunk(version.Number);

    /// <summary>Reads the chunk that a version belongs to: what is added from now on follows what it holds now.</summary>
    public async Task OpenAsync(WeightVersion version, CancellationToken cancellation)
    {
        var number = Chunk(version.Number);
        var stored = new GrainObject(store, Key(number));
        newest = new(number, stored, await stored.ReadAsync(cancellation) is { } found ? JsonSerializer.Deserialize<List<PublishedVersion>>(found.Span)! : []);
    }

    /// <summary>Stores a version before anyone hears of it; one that was stored in vain before a crash is replaced.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; nothing was stored.</exception>
    public async Task AddAsync(PublishedVersion version, CancellationToken cancellation)
    {
        if (!HasOpened(version.Version))
            await OpenAsync(version.Version, cancellation);
        List<PublishedVersion> next = [.. newest!.Versions.Where(earlier => earlier.Version < version.Version), version];
        await newest.Stored.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(next), cancellation);
        newest = newest with { Versions = next };
    }

    /// <summary>Versions from a number on, at most so many.</summary>
    public async Task<IReadOnlyList<PublishedVersion>> ReadAsync(WeightVersion from, int count, CancellationToken cancellation)
    {
        var versions = new List<PublishedVersion>();
        for (var chunk = Chunk(Math.Max(0, from.Number)); versions.Count < count; chunk++)
        {
            var stored = await ReadChunkAsync(chunk, cancellation);
            versions.AddRange(stored.Where(version => version.Version >= from));
            if (stored.Count < ChunkVersions)
                break;
        }
        return [.. versions.Take(count)];
    }

    private static int Chunk(int version) => version / ChunkVersions;

    private StoreKey Key(int chunk) => StoreKey.Of("runs", runId, "versions", chunk.ToString("D6", CultureInfo.InvariantCulture));

    private async Task<IReadOnlyList<PublishedVersion>> ReadChunkAsync(int chunk, CancellationToken cancellation) =>
        await store.GetAsync(Key(chunk), cancellation) is { } stored ? JsonSerializer.Deserialize<List<PublishedVersion>>(stored.Content.Span)! : [];

    private sealed record OpenChunk(int Number, GrainObject Stored, IReadOnlyList<PublishedVersion> Versions);
}
