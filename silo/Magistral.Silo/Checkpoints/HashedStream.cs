using System.Security.Cryptography;
using Magistral.Grains.Storage;

namespace Magistral.Silo.Checkpoints;

/// <summary>Counts and hashes what is read of a stream.</summary>
/// <remarks>Use from one thread. The stream stays its owner's.</remarks>
internal sealed class HashedStream(Stream source) : ForwardStream
{
    private const int DrainBytes = 1 << 20;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>SHA-256 of what was read, in lower-case hexadecimal digits.</summary>
    public string Sha256() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Reads to the end, so that the hash covers the whole part.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        var buffer = new byte[DrainBytes];
        while (await ReadAsync(buffer, cancellation) > 0)
        {
        }
    }

    protected override async ValueTask<int> NextAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var read = await source.ReadAsync(buffer, cancellation);
        hash.AppendData(buffer.Span[..read]);
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            hash.Dispose();
        base.Dispose(disposing);
    }
}
