using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Weights;

public sealed class WeightManifestTests
{
    private static readonly Gen<(float[] Values, int FrameBytes)> Weights = Gen.Select(Gen.Float.Array[0, 300], Gen.Int[1, 100].Select(numbers => numbers * 4));

    [Fact]
    public void The_content_hash_is_SHA256_over_format_frame_size_length_and_the_hash_of_each_frame() => Weights.Sample(sample =>
    {
        var (values, frameBytes) = sample;
        var bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        var expected = new List<byte>(new byte[16]);
        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(expected), 1);
        BinaryPrimitives.WriteInt32LittleEndian(CollectionsMarshal.AsSpan(expected)[4..], frameBytes);
        BinaryPrimitives.WriteInt64LittleEndian(CollectionsMarshal.AsSpan(expected)[8..], bytes.Length);
        foreach (var frame in bytes.Chunk(frameBytes)) expected.AddRange(XxHash128.Hash(frame));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([.. expected])), WeightManifest.Of(values, frameBytes).ContentHash);
    });

    [Fact]
    public void A_manifest_that_travelled_is_the_same() => Weights.Sample(sample =>
    {
        var manifest = WeightManifest.Of(sample.Values, sample.FrameBytes);
        var read = WeightManifest.Parse(manifest.Encoded.Span);
        Assert.Equal((manifest.ContentHash, manifest.TotalBytes, manifest.FrameBytes, manifest.FrameCount), (read.ContentHash, read.TotalBytes, read.FrameBytes, read.FrameCount));
        Assert.Equal(4L * sample.Values.Length, Enumerable.Range(0, read.FrameCount).Sum(frame => (long)read.FrameLength(frame)));
    });

    [Fact]
    public void One_changed_bit_of_a_frame_is_seen() => Gen.Select(Gen.Float.Array[1, 300], Gen.Int[0, int.MaxValue]).Sample((values, at) =>
    {
        var manifest = WeightManifest.Of(values, 64);
        var frame = at % manifest.FrameCount;
        var bytes = MemoryMarshal.AsBytes(values.AsSpan()).Slice(frame * 64, manifest.FrameLength(frame)).ToArray();
        Assert.True(manifest.Matches(frame, bytes));
        bytes[at % bytes.Length] ^= (byte)(1 << at % 8);
        Assert.False(manifest.Matches(frame, bytes));
    });

    [Fact]
    public void Whatever_is_no_manifest_is_refused() => Gen.Byte.Array[0, 64].Sample(bytes =>
    {
        try
        {
            Assert.Equal(bytes, WeightManifest.Parse(bytes).Encoded.ToArray());
        }
        catch (WeightManifestException)
        {
            // the answer to nearly all of them
        }
    });

    [Theory]
    [InlineData(-4L)]
    [InlineData(3L)]
    [InlineData(long.MaxValue)]
    public void A_length_that_no_weights_have_is_refused(long totalBytes)
    {
        var encoded = WeightManifest.Of(new float[4], 16).Encoded.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(encoded.AsSpan(8), totalBytes);
        Assert.Throws<WeightManifestException>(() => WeightManifest.Parse(encoded));
    }
}
