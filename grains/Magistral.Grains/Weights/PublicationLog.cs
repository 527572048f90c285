using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Weights;

/// <summary>Every version a run ever published, in objects of <see cref="ChunkVersions"/>, so that a long run rewrites little.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class PublicationLog(IObjectStore store, string runId)
{
    /// <summary>Versions an object.</summary>
    public const int ChunkVersions = 256;

    private (int Number, IReadOnlyList<PublishedVersion> Versions)? newest;

    /// <summary>Stores a version before anyone hears of it; one that was stored in vain before a crash is replaced.</summary>
    public async Task AddAsync(PublishedVersion version, CancellationToken cancellation)
    {
        var chunk = Chunk(version.Version.Number);
        var before = newest is { } known && known.Number == chunk ? known.Versions : await ReadChunkAsync(chunk, cancellation);
        List<PublishedVersion> next = [.. before.Where(earlier => earlier.Version < version.Version), version];
        await store.PutAsync(Key(chunk), JsonSerializer.SerializeToUtf8Bytes(next), PutCondition.None, durable: false, cancellation);
        newest = (chunk, next);
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
}
