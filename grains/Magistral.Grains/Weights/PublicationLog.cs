using Magistral.Contracts.Weights;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;

namespace Magistral.Grains.Weights;

/// <summary>Every version a run ever published.</summary>
/// <remarks>Used from one grain. Versions count from 0, without gaps.</remarks>
public sealed class PublicationLog(IObjectStore store, string runId)
{
    /// <summary>Versions an object.</summary>
    public const int ChunkVersions = 256;

    private readonly ChunkedLog<PublishedVersion> stored = new(store, $"runs/{runId}/versions/", ChunkVersions);

    /// <summary>Reads its end: what is added from now on follows what it holds now.</summary>
    public Task OpenAsync(CancellationToken cancellation) => stored.OpenAsync(cancellation);

    /// <summary>Stores a version before anyone hears of it; one that was stored in vain before a crash is replaced.</summary>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; nothing was stored.</exception>
    public async Task AddAsync(PublishedVersion version, CancellationToken cancellation)
    {
        var at = (int)Math.Min(version.Version.Number, await stored.CountAsync(cancellation));
        var lost = Enumerable.Range(at, version.Version.Number - at).Select(number => new PublishedVersion(new(number), 0, "", false)); // by a power cut
        await stored.WriteAsync(at, [.. lost, version], cancellation);
    }

    /// <summary>Versions from a number on, at most so many.</summary>
    public Task<IReadOnlyList<PublishedVersion>> ReadAsync(WeightVersion from, int count, CancellationToken cancellation) =>
        stored.ReadAsync(from.Number, count, cancellation);
}
