using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Magistral.Engine.Weights;

/// <summary>What weights are, without their numbers: how long, cut into which frames, and the hash of each frame.</summary>
/// <remarks>
/// The one definition of a content hash: SHA-256 over length, frame size and the frames' XxHash128. Frames are fast to check one by one wherever they
/// travel, and whoever trusts the hash trusts the manifest and so every frame. Immutable, thread-safe.
/// </remarks>
public sealed class WeightManifest
{
    /// <summary>Bytes of a frame unless told otherwise: small enough to be hashed and sent on while it is in the processor's cache.</summary>
    public const int DefaultFrameBytes = 1 << 20;

    /// <summary>Bytes of a frame's hash.</summary>
    public const int HashBytes = 16;

    private const int Format = 1;
    private const int HeadBytes = 16;   // format, frame size: int32; length: int64; all little-endian
    private const int MostFrameBytes = 1 << 26;
    private const int NumberBytes = sizeof(float);
    private readonly byte[] encoded;

    private WeightManifest(byte[] encoded)
    {
        this.encoded = encoded;
        FrameBytes = BinaryPrimitives.ReadInt32LittleEndian(encoded.AsSpan(4));
        TotalBytes = BinaryPrimitives.ReadInt64LittleEndian(encoded.AsSpan(8));
        ContentHash = Convert.ToHexStringLower(SHA256.HashData(encoded));
    }

    /// <summary>SHA-256 of <see cref="Encoded"/>, 64 lower-case hexadecimal digits.</summary>
    public string ContentHash { get; }

    /// <summary>Bytes of all numbers.</summary>
    public long TotalBytes { get; }

    /// <summary>Bytes of every frame but the last, which may be shorter.</summary>
    public int FrameBytes { get; }

    /// <summary>Frames, 0 or more.</summary>
    public int FrameCount => (encoded.Length - HeadBytes) / HashBytes;

    /// <summary>The bytes to send or store.</summary>
    public ReadOnlyMemory<byte> Encoded => encoded;

    /// <summary>The manifest of some numbers.</summary>
    /// <param name="values">Every number of the model.</param>
    /// <param name="frameBytes">Bytes of a frame, a multiple of 4 up to 64 MiB.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame size is none.</exception>
    public static WeightManifest Of(ReadOnlySpan<float> values, int frameBytes = DefaultFrameBytes)
    {
        if (!IsFrameSize(frameBytes)) throw new ArgumentOutOfRangeException(nameof(frameBytes), frameBytes, $"use a multiple of {NumberBytes} up to {MostFrameBytes}");
        var totalBytes = (long)values.Length * NumberBytes;
        var encoded = new byte[EncodedLength(totalBytes, frameBytes)];
        BinaryPrimitives.WriteInt32LittleEndian(encoded, Format);
        BinaryPrimitives.WriteInt32LittleEndian(encoded.AsSpan(4), frameBytes);
        BinaryPrimitives.WriteInt64LittleEndian(encoded.AsSpan(8), totalBytes);
        var numbers = frameBytes / NumberBytes;
        for (var (frame, start) = (0, 0); start < values.Length; frame++, start += numbers)
            XxHash128.Hash(MemoryMarshal.AsBytes(values[start..Math.Min(values.Length, start + numbers)]), encoded.AsSpan(HeadBytes + frame * HashBytes, HashBytes));
        return new(encoded);
    }

    /// <summary>Reads what <see cref="Encoded"/> held.</summary>
    /// <exception cref="WeightManifestException">It is no manifest.</exception>
    public static WeightManifest Parse(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length < HeadBytes) throw new WeightManifestException($"it has {encoded.Length} bytes");
        if (BinaryPrimitives.ReadInt32LittleEndian(encoded) is var format && format != Format) throw new WeightManifestException($"its format is {format}");
        var (frameBytes, totalBytes) = (BinaryPrimitives.ReadInt32LittleEndian(encoded[4..]), BinaryPrimitives.ReadInt64LittleEndian(encoded[8..]));
        if (!IsFrameSize(frameBytes)) throw new WeightManifestException($"its frames have {frameBytes} bytes");
        if (totalBytes < 0 || totalBytes % NumberBytes != 0 || totalBytes / NumberBytes > Array.MaxLength) throw new WeightManifestException($"it is of {totalBytes} bytes");
        return EncodedLength(totalBytes, frameBytes) == encoded.Length
            ? new(encoded.ToArray())
            : throw new WeightManifestException($"its {encoded.Length} bytes do not fit {totalBytes} in frames of {frameBytes}");
    }

    /// <summary>Bytes of a manifest of weights of that length: what a reader may expect.</summary>
    /// <param name="totalBytes">Bytes of all numbers.</param>
    /// <param name="frameBytes">Bytes of a frame.</param>
    public static long EncodedLength(long totalBytes, int frameBytes) => HeadBytes + (totalBytes + frameBytes - 1) / frameBytes * HashBytes;

    /// <summary>Bytes of one frame.</summary>
    /// <param name="frame">0 to <see cref="FrameCount"/> − 1.</param>
    public int FrameLength(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, FrameCount);
        return (int)Math.Min(FrameBytes, TotalBytes - (long)frame * FrameBytes);
    }

    /// <summary>The hash of one frame, [<see cref="HashBytes"/>].</summary>
    /// <param name="frame">0 to <see cref="FrameCount"/> − 1.</param>
    public ReadOnlyMemory<byte> HashOf(int frame) => encoded.AsMemory(HeadBytes + frame * HashBytes, HashBytes);

    /// <summary>Whether bytes are those of a frame.</summary>
    /// <param name="frame">0 to <see cref="FrameCount"/> − 1.</param>
    /// <param name="content">What arrived in its place.</param>
    public bool Matches(int frame, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        XxHash128.Hash(content, hash);
        return content.Length == FrameLength(frame) && hash.SequenceEqual(HashOf(frame).Span);
    }

    private static bool IsFrameSize(int bytes) => bytes is > 0 and <= MostFrameBytes && bytes % NumberBytes == 0;
}
