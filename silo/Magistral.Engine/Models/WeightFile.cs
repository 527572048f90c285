using System.Globalization;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Models;

/// <summary>Stores weights as safetensors, one array for each of the model's, with the version beside them.</summary>
/// <remarks>The names are those of <see cref="ParameterLayout"/>, or of an adapter's layout. Float32, exact. Thread-safe.</remarks>
public static class WeightFile
{
    private const string VersionKey = "weights_version";

    /// <summary>The bytes of the file of weights of any flat buffer: a model's, or an adapter's.</summary>
    /// <param name="leaves">Every array, by offset.</param>
    /// <param name="weights">Of the same buffer; held until the stream has been read.</param>
    /// <returns>To be read once, from its start.</returns>
    /// <exception cref="WeightShapeException">They are of another buffer.</exception>
    public static Stream Open(IReadOnlyList<ParameterLeaf> leaves, WeightSnapshot weights)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        ArgumentNullException.ThrowIfNull(weights);
        var length = leaves.Sum(leaf => leaf.Length);
        if (weights.Values.Length != length) throw new WeightShapeException(weights.Values.Length, length);
        var metadata = new Dictionary<string, string> { [VersionKey] = weights.Version.ToString(CultureInfo.InvariantCulture) };
        return Safetensors.Open([.. leaves.Select(leaf => SafetensorsEntry.Of(leaf.Name, leaf.Shape, weights.Values.Slice((int)leaf.Offset, (int)leaf.Length)))], metadata);
    }

    /// <summary>Reads weights as they were written.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="leaves">Every array of the buffer they belong to, by offset.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged, or an array is missing or of another shape.</exception>
    public static async Task<WeightSnapshot> ReadAsync(Stream source, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        var missing = leaves.ToDictionary(leaf => leaf.Name);
        var values = GC.AllocateUninitializedArray<float>(checked((int)leaves.Sum(leaf => leaf.Length)));
        var metadata = await Safetensors.ReadAsync(source, Place, cancellation);
        if (missing.Count > 0)
            throw Other($"the weights have no array {missing.Values.First().Name}");
        return new(metadata.TryGetValue(VersionKey, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0, values);

        Memory<float> Place(SafetensorsArray array) => missing.Remove(array.Name, out var leaf) && leaf.Shape.SequenceEqual(array.Shape)
            ? values.AsMemory((int)leaf.Offset, (int)leaf.Length)
            : throw Other($"the weights have an array {array.Name} of {string.Join(" x ", array.Shape)}, the model {(leaf is null ? "has none" : $"one of {string.Join(" x ", leaf.Shape)}")}");
    }

    private static SafetensorsException Other(string fault) => new(fault, "use the model sizes they were written with");
}
