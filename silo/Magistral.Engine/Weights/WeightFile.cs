using System.Globalization;
using System.Runtime.InteropServices;
using Magistral.Engine.Models;

namespace Magistral.Engine.Weights;

/// <summary>Stores weights as safetensors, one array for each of the model's, with the version beside them.</summary>
/// <remarks>The names are those of <see cref="ParameterLayout"/>. Float32, exact. Thread-safe.</remarks>
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
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Values.Length != layout.Length) throw new WeightShapeException(weights.Values.Length, layout.Length);
        var entries = layout.Leaves.Select(leaf => new SafetensorsEntry(
            leaf.Name, SafetensorsDataType.F32, leaf.Shape, new FloatBytes(weights.Values.Slice((int)leaf.Offset, (int)leaf.Length)).Memory)).ToArray();
        var metadata = new Dictionary<string, string> { [VersionKey] = weights.Version.ToString(CultureInfo.InvariantCulture) };
        return Safetensors.WriteAsync(target, entries, metadata, cancellation);
    }

    /// <summary>Reads weights that <see cref="WriteAsync"/> wrote.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="layout">Of the model they belong to.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged, or an array is missing or of another shape.</exception>
    public static async Task<WeightSnapshot> ReadAsync(Stream source, ParameterLayout layout, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var (entries, metadata) = await Safetensors.ReadAsync(source, cancellation);
        var byName = entries.ToDictionary(entry => entry.Name);
        var values = GC.AllocateUninitializedArray<float>((int)layout.Length);
        foreach (var leaf in layout.Leaves)
        {
            if (!byName.TryGetValue(leaf.Name, out var entry) || entry.DataType != SafetensorsDataType.F32 || !entry.Shape.SequenceEqual(leaf.Shape))
                throw new SafetensorsException($"the weights have no float32 array {leaf.Name} of {string.Join(" x ", leaf.Shape)}", "use the model sizes they were written with");
            MemoryMarshal.Cast<byte, float>(entry.Data.Span).CopyTo(values.AsSpan((int)leaf.Offset, (int)leaf.Length));
        }

        var known = metadata.TryGetValue(VersionKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
        return new(known, values);
    }
}
