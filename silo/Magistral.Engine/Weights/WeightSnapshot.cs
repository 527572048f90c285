using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Magistral.Engine.Weights;

/// <summary>The weights of one publication: flat float32 values in the order of <see cref="Models.ParameterLayout"/>.</summary>
/// <remarks>
/// Immutable and thread-safe. One made by <see cref="Models.FlatWeights.Snapshot"/> lives in an array that is used again after everyone who held it
/// disposed it; one that is never disposed is left to the collector.
/// </remarks>
public sealed class WeightSnapshot : IDisposable
{
    private readonly ReadOnlyMemory<float> values;
    private readonly SharedBuffer? buffer;
    private readonly Lazy<string> contentHash;

    /// <summary>Weights in memory that whoever passes it hands over and changes no more.</summary>
    /// <param name="version">Number of the publication, ≥ 0.</param>
    /// <param name="values">Every number of the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public WeightSnapshot(int version, ReadOnlyMemory<float> values)
        : this(version, values, null, null)
    {
    }

    internal WeightSnapshot(int version, float[] values, SharedBuffer buffer)
        : this(version, values, buffer, null)
    {
    }

    private WeightSnapshot(int version, ReadOnlyMemory<float> values, SharedBuffer? buffer, Lazy<string>? contentHash)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Version = version;
        this.values = values;
        this.buffer = buffer;
        this.contentHash = contentHash ?? new(() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values.Span))));
    }

    /// <summary>Number of the publication.</summary>
    public int Version { get; }

    /// <summary>Every number of the model.</summary>
    /// <exception cref="ObjectDisposedException">Everyone who held the snapshot has disposed it.</exception>
    public ReadOnlyMemory<float> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(buffer is { Released: true }, this);
            return values;
        }
    }

    /// <summary>SHA-256 of the values' bytes (little-endian float32), 64 lower-case hexadecimal digits; computed when first asked for.</summary>
    /// <exception cref="ObjectDisposedException">It was not asked for before everyone disposed the snapshot.</exception>
    public string ContentHash => contentHash.Value;

    /// <summary>The same values under another number; takes over the hold, so dispose the new one in place of this.</summary>
    /// <param name="version">The new number, ≥ 0.</param>
    public WeightSnapshot WithVersion(int version) => new(version, values, buffer, contentHash);

    /// <summary>Lets go: once for having made it, and once for every time it was taken from an <see cref="IWeightSource"/>.</summary>
    public void Dispose() => buffer?.LetGo();

    internal bool TryHold() => buffer?.TryHold() ?? true;
}
