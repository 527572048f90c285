namespace Magistral.Engine.Weights;

/// <summary>The weights of one publication: flat float32 values in the order of <see cref="Models.ParameterLayout"/>.</summary>
/// <remarks>
/// Immutable and thread-safe. One made by <see cref="Models.FlatWeights.Snapshot"/> lives in an array that is used again after everyone who held it
/// disposed it; one that is never disposed is left to the collector.
/// </remarks>
public sealed class WeightSnapshot : IDisposable
{
    private readonly ReadOnlyMemory<float> values;
    private readonly Lazy<WeightManifest> manifest;

    /// <summary>Weights in memory that whoever passes it hands over and changes no more.</summary>
    /// <param name="version">Number of the publication, ≥ 0.</param>
    /// <param name="values">Every number of the model.</param>
    /// <param name="frameBytes">Size of the frames they travel in, part of their content hash.</param>
    /// <exception cref="ArgumentOutOfRangeException">The version is negative.</exception>
    public WeightSnapshot(int version, ReadOnlyMemory<float> values, int frameBytes = WeightManifest.DefaultFrameBytes)
        : this(version, values, null, new Lazy<WeightManifest>(() => WeightManifest.Of(values.Span, frameBytes)))
    {
    }

    internal WeightSnapshot(int version, float[] values, SharedBuffer buffer)
        : this(version, values, buffer, manifest: (Lazy<WeightManifest>?)null)
    {
    }

    internal WeightSnapshot(int version, ReadOnlyMemory<float> values, SharedBuffer? buffer, WeightManifest manifest)
        : this(version, values, buffer, new Lazy<WeightManifest>(manifest))
    {
    }

    private WeightSnapshot(int version, ReadOnlyMemory<float> values, SharedBuffer? buffer, Lazy<WeightManifest>? manifest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(version);
        Version = version;
        this.values = values;
        Buffer = buffer;
        this.manifest = manifest ?? new(() => WeightManifest.Of(Values.Span));
    }

    /// <summary>Number of the publication.</summary>
    public int Version { get; }

    /// <summary>Every number of the model.</summary>
    /// <exception cref="ObjectDisposedException">Everyone who held the snapshot has disposed it.</exception>
    public ReadOnlyMemory<float> Values
    {
        get
        {
            ObjectDisposedException.ThrowIf(Buffer is { Released: true }, this);
            return values;
        }
    }

    /// <summary>Their frames and hashes; computed when first asked for.</summary>
    /// <exception cref="ObjectDisposedException">It was not asked for before everyone disposed the snapshot.</exception>
    public WeightManifest Manifest => manifest.Value;

    /// <summary>Names the values, whatever their version: <see cref="WeightManifest.ContentHash"/>, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="ObjectDisposedException">It was not asked for before everyone disposed the snapshot.</exception>
    public string ContentHash => Manifest.ContentHash;

    internal SharedBuffer? Buffer { get; }

    /// <summary>The same values under another number; takes over the hold, so dispose the new one in place of this.</summary>
    /// <param name="version">The new number, ≥ 0.</param>
    public WeightSnapshot WithVersion(int version) => new(version, values, Buffer, manifest);

    /// <summary>Lets go: once for having made it, and once for every time it was taken from an <see cref="IWeightSource"/>.</summary>
    public void Dispose() => Buffer?.LetGo();

    internal bool TryHold() => Buffer?.TryHold() ?? true;
}
