using System.Globalization;
using System.Runtime.InteropServices;
using Magistral.Engine.Models;

namespace Magistral.Engine.Weights;

/// <summary>Stores weights as safetensors, one array for each of the model's, with the version beside them.</summary>
/// <remarks>The names are those of <see cref="ParameterLayout"/>, or of an adapter's layout. Float32, exact. Thread-safe.</remarks>
public static class WeightFile
{
    private const string VersionKey = "weights_version";

    /// <summary>Writes weights.</summary>
    /// <param name="target">Stays the caller's.</param>
    /// <param name="layout">Of the model.</param>
    /// <param name="weights">Of the same model.</param>
    /// <param name="cancellation">Stops between two writes.</param>
    /// <exception cref="WeightShapeException">They are of another model.</exception>
    public static Task WriteAsync(Stream target, ParameterLayout layout, WeightSnapshot weights, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return WriteAsync(target, layout.Leaves, weights, cancellation);
    }

    /// <summary>Writes weights of any flat buffer, such as an adapter's.</summary>
    /// <param name="target">Stays the caller's.</param>
    /// <param name="leaves">Every array, by offset.</param>
    /// <param name="weights">Of the same buffer.</param>
    /// <param name="cancellation">Stops between two writes.</param>
    /// <exception cref="WeightShapeException">They are of another buffer.</exception>
    public static Task WriteAsync(Stream target, IReadOnlyList<ParameterLeaf> leaves, WeightSnapshot weights, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(weights);
        var length = leaves.Sum(leaf => leaf.Length);
        if (weights.Values.Length != length) throw new WeightShapeException(weights.Values.Length, length);
        var entries = leaves.Select(leaf => new SafetensorsEntry(
            leaf.Name, NumberFormat.F32, leaf.Shape, new FloatBytes(weights.Values.Slice((int)leaf.Offset, (int)leaf.Length)).Memory)).ToArray();
        var metadata = new Dictionary<string, string> { [VersionKey] = weights.Version.ToString(CultureInfo.InvariantCulture) };
        return Safetensors.WriteAsync(target, entries, metadata, cancellation);
    }

    /// <summary>Reads weights of a model as they were written.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="layout">Of the model they belong to.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged, or an array is missing or of another shape.</exception>
    public static Task<WeightSnapshot> ReadAsync(Stream source, ParameterLayout layout, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return ReadAsync(source, layout.Leaves, cancellation);
    }

    /// <summary>Reads weights of any flat buffer, such as an adapter's.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="leaves">Every array, by offset.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged, or an array is missing or of another shape.</exception>
    public static async Task<WeightSnapshot> ReadAsync(Stream source, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var (entries, metadata) = await Safetensors.ReadAsync(source, cancellation);
        var byName = entries.ToDictionary(entry => entry.Name);
        var values = GC.AllocateUninitializedArray<float>(checked((int)leaves.Sum(leaf => leaf.Length)));
        foreach (var leaf in leaves)
        {
            if (!byName.TryGetValue(leaf.Name, out var entry) || entry.DataType != NumberFormat.F32 || !entry.Shape.SequenceEqual(leaf.Shape))
                throw new SafetensorsException($"the weights have no float32 array {leaf.Name} of {string.Join(" x ", leaf.Shape)}", "use the model sizes they were written with");
            MemoryMarshal.Cast<byte, float>(entry.Data.Span).CopyTo(values.AsSpan((int)leaf.Offset, (int)leaf.Length));
        }

        var known = metadata.TryGetValue(VersionKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        return new(known, values);
    }
}
