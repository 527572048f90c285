using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Magistral.Engine.Weights;

/// <summary>The weights of one publication: flat float32 values in the order of <see cref="Models.ParameterLayout"/>.</summary>
/// <remarks>Immutable and thread-safe; whoever passes the values hands them over and changes them no more.</remarks>
public sealed class WeightSnapshot
{
    private readonly Lazy<string> contentHash;

    /// <param name="version">Number of the publication, ≥ 0.</param>
    /// <param name="values">Every number of the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public WeightSnapshot(int version, ReadOnlyMemory<float> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Version = version;
        Values = values;
        contentHash = new(() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values.Span))));
    }

    /// <summary>Number of the publication.</summary>
    public int Version { get; }

    /// <summary>Every number of the model.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>SHA-256 of the values' bytes (little-endian float32), 64 lower-case hexadecimal digits; computed when first asked for.</summary>
    public string ContentHash => contentHash.Value;

    /// <summary>The same values under another number.</summary>
    /// <param name="version">The new number, ≥ 0.</param>
    public WeightSnapshot WithVersion(int version) => new(version, Values);
}
