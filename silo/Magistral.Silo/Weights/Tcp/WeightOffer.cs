using System.Buffers.Binary;
using System.Text;
using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>What a sender has, and to whom the receiver shall pass it on.</summary>
/// <param name="Version">Number of the publication.</param>
/// <param name="Manifest">What the weights are.</param>
/// <param name="Behind">Those that come after the receiver, in order.</param>
internal sealed record WeightOffer(int Version, WeightManifest Manifest, IReadOnlyList<WeightEndpoint> Behind)
{
    private const int SmallestFrameBytes = 1 << 12;
    private const int MostEndpointsBytes = 1 << 20;

    /// <summary>The most bytes an honest offer of weights of that length has.</summary>
    public static int MostBytes(long numbers) => (int)Math.Min(Array.MaxLength, MostEndpointsBytes + WeightManifest.EncodedLength(numbers * sizeof(float), SmallestFrameBytes));

    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        Write(writer, Behind);
        writer.Write(Manifest.Encoded.Span);
        return bytes.ToArray();
    }

    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="WeightManifestException">Its manifest is none.</exception>
    public static WeightOffer Parse(byte[] encoded)
    {
        using var bytes = new MemoryStream(encoded);
        using var reader = new BinaryReader(bytes);
        try
        {
            var version = reader.ReadInt32();
            ArgumentOutOfRangeException.ThrowIfNegative(version);
            var behind = Read(reader);
            return new(version, WeightManifest.Parse(encoded.AsSpan((int)bytes.Position)), behind);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or DecoderFallbackException)
        {
            throw new FormatException("an offer of weights cannot be read", error);
        }
    }

    public static byte[] EncodeEndpoints(IReadOnlyList<WeightEndpoint> endpoints)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Write(writer, endpoints);
        return bytes.ToArray();
    }

    /// <exception cref="FormatException">They are none.</exception>
    public static IReadOnlyList<WeightEndpoint> ParseEndpoints(byte[] encoded)
    {
        using var reader = new BinaryReader(new MemoryStream(encoded));
        try
        {
            return Read(reader);
        }
        catch (Exception error) when (error is EndOfStreamException or ArgumentException or DecoderFallbackException)
        {
            throw new FormatException("a list of silos cannot be read", error);
        }
    }

    public static int ParseNumber(byte[] encoded) => encoded.Length == sizeof(int)
        ? BinaryPrimitives.ReadInt32LittleEndian(encoded)
        : throw new FormatException($"a number has {encoded.Length} bytes");

    private static void Write(BinaryWriter writer, IReadOnlyList<WeightEndpoint> endpoints)
    {
        writer.Write(endpoints.Count);
        foreach (var endpoint in endpoints)
        {
            writer.Write(endpoint.Host);
            writer.Write(endpoint.Port);
        }
    }

    private static WeightEndpoint[] Read(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > reader.BaseStream.Length - reader.BaseStream.Position)
            throw new EndOfStreamException();
        var endpoints = new WeightEndpoint[count];
        for (var i = 0; i < count; i++)
            endpoints[i] = new(reader.ReadString(), reader.ReadInt32());
        return endpoints;
    }
}
