using System.Buffers.Binary;
using System.Globalization;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Silo.Weights;

/// <summary>The newest weights of a run as objects: for silos that no stream reached. The newest two are kept.</summary>
/// <remarks>An object is the length of the manifest (int32, little-endian), the manifest, and the numbers. Thread-safe.</remarks>
internal sealed class StoredWeights(string runId, IObjectStore store)
{
    private const int Kept = 2;
    private const int LengthBytes = sizeof(int);
    private const int PieceBytes = 1 << 24;

    private string Prefix => StoreKey.Of("runs", runId, "weights").Value + "/";

    /// <summary>Stores weights, and deletes all but the newest two.</summary>
    public async Task PutAsync(WeightSnapshot weights, CancellationToken cancellation)
    {
        var key = new StoreKey(Prefix + weights.Version.ToString("D10", CultureInfo.InvariantCulture));
        await using (var content = new WeightStream(weights))
            await store.PutAsync(key, content, PutCondition.None, durable: false, cancellation);
        foreach (var old in (await KeysAsync(cancellation)).SkipLast(Kept))
            await store.DeleteAsync(old, null, cancellation);
    }

    /// <summary>Takes the newest stored weights in, if they are newer than the replica's and were published.</summary>
    /// <param name="replica">Receives them.</param>
    /// <param name="most">The newest version that the books know.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether it did.</returns>
    public async Task<bool> TryTakeAsync(WeightReplica replica, int most, CancellationToken cancellation)
    {
        foreach (var key in Enumerable.Reverse(await KeysAsync(cancellation)))
            if (int.TryParse(key.Value[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version <= most && !(replica.Version?.Number >= version)
                && await TryTakeAsync(replica, key, version, cancellation))
                return true;
        return false;
    }

    private async Task<bool> TryTakeAsync(WeightReplica replica, StoreKey key, int version, CancellationToken cancellation)
    {
        if (await ManifestAsync(replica, key, cancellation) is not { } manifest || await replica.PublishedHashAsync(version, cancellation) != manifest.ContentHash)
            return false;
        using var session = await replica.Buffer.BeginAsync(version, manifest, cancellation);
        if (session is null)
            return false;
        if (!await FillAsync(session, key, cancellation))
        {
            replica.Buffer.Drop(session.Weights);
            return false;
        }
        replica.Buffer.Complete(session.Weights);
        return true;
    }

    private async Task<WeightManifest?> ManifestAsync(WeightReplica replica, StoreKey key, CancellationToken cancellation)
    {
        var expected = WeightManifest.EncodedLength(replica.Numbers * sizeof(float), WeightManifest.DefaultFrameBytes);
        if (await store.GetRangeAsync(key, 0, (int)(LengthBytes + expected), cancellation) is not { } head
            || head.Content.Length != LengthBytes + expected || BinaryPrimitives.ReadInt32LittleEndian(head.Content.Span) != expected)
            return null; // deleted meanwhile, or of another model
        var manifest = WeightManifest.Parse(head.Content.Span[LengthBytes..]);
        return manifest.TotalBytes == replica.Numbers * sizeof(float) ? manifest : null;
    }

    private async Task<bool> FillAsync(WeightReceiveSession session, StoreKey key, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Superseded);
        var weights = session.Weights;
        long start = LengthBytes + weights.Manifest.Encoded.Length;
        while (!weights.IsComplete)
        {
            var first = (long)weights.Arrived * weights.Manifest.FrameBytes;
            var length = (int)Math.Min(Math.Max(PieceBytes, weights.Manifest.FrameBytes) / weights.Manifest.FrameBytes * weights.Manifest.FrameBytes, weights.Manifest.TotalBytes - first);
            if (await store.GetRangeAsync(key, start + first, length, ending.Token) is not { } piece || piece.Content.Length != length)
                return false;
            for (var rest = piece.Content; rest.Length > 0;)
            {
                var frame = weights.Manifest.FrameLength(weights.Arrived);
                rest[..frame].CopyTo(weights.Next);
                if (!weights.Accept())
                    return false;
                rest = rest[frame..];
            }
        }
        return true;
    }

    private async Task<List<StoreKey>> KeysAsync(CancellationToken cancellation)
    {
        var keys = new List<StoreKey>();
        await foreach (var entry in store.ListAsync(Prefix, cancellation))
            keys.Add(entry.Key);
        return keys;
    }
}
