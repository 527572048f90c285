using System.Globalization;
using System.Runtime.InteropServices;
using Magistral.Engine.Training;

namespace Magistral.Engine.Weights;

/// <summary>Stores an optimizer's state as safetensors, exactly.</summary>
/// <remarks>Two float32 arrays and the step beside them. Thread-safe.</remarks>
public static class OptimizerFile
{
    private const string StepKey = "step";
    private const string First = "first_moments";
    private const string Second = "second_moments";

    /// <summary>Writes a state.</summary>
    /// <param name="target">Stays the caller's.</param>
    /// <param name="state">From a trainer's export.</param>
    /// <param name="cancellation">Stops between two writes.</param>
    public static Task WriteAsync(Stream target, OptimizerState state, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(state);
        var metadata = new Dictionary<string, string> { [StepKey] = state.Step.ToString(CultureInfo.InvariantCulture) };
        return Safetensors.WriteAsync(target, [Entry(First, state.FirstMoments), Entry(Second, state.SecondMoments)], metadata, cancellation);
    }

    /// <summary>Reads a state that <see cref="WriteAsync"/> wrote.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged or holds something else.</exception>
    public static async Task<OptimizerState> ReadAsync(Stream source, CancellationToken cancellation)
    {
        var (entries, metadata) = await Safetensors.ReadAsync(source, cancellation);
        if (!metadata.TryGetValue(StepKey, out var text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            throw new SafetensorsException("the optimizer state does not say its step", "use a file that a checkpoint wrote");
        return new(step, Values(entries, First), Values(entries, Second));
    }

    private static SafetensorsEntry Entry(string name, float[] values) =>
        new(name, NumberFormat.F32, [values.Length], new FloatBytes(values).Memory);

    private static float[] Values(IReadOnlyList<SafetensorsEntry> entries, string name) =>
        entries.FirstOrDefault(entry => entry.Name == name && entry.DataType == NumberFormat.F32) is { } found
            ? MemoryMarshal.Cast<byte, float>(found.Data.Span).ToArray()
            : throw new SafetensorsException($"the optimizer state has no float32 array {name}", "use a file that a checkpoint wrote");
}
