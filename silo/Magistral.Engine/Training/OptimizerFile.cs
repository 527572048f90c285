using System.Globalization;
using Magistral.Contracts;
using Magistral.Engine.Weights;

namespace Magistral.Engine.Training;

/// <summary>Stores an optimizer's state as safetensors, exactly.</summary>
/// <remarks>Two float32 arrays and the step beside them. Thread-safe.</remarks>
public static class OptimizerFile
{
    private const string StepKey = "step";
    private const string First = "first_moments";
    private const string Second = "second_moments";
    private const string Remedy = "use a file that a checkpoint wrote";

    /// <summary>The bytes of the file of a state.</summary>
    /// <param name="state">From a trainer's export; unchanged until the stream has been read.</param>
    /// <returns>To be read once, from its start.</returns>
    public static Stream Open(OptimizerState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var metadata = new Dictionary<string, string> { [StepKey] = state.Step.ToString(CultureInfo.InvariantCulture) };
        return Safetensors.Open([Entry(First, state.FirstMoments), Entry(Second, state.SecondMoments)], metadata);
    }

    /// <summary>Reads a state that was written by <see cref="Open"/>.</summary>
    /// <param name="source">Stays the caller's.</param>
    /// <param name="cancellation">Stops between two reads.</param>
    /// <exception cref="SafetensorsException">The stream is damaged or holds something else.</exception>
    public static async Task<OptimizerState> ReadAsync(Stream source, CancellationToken cancellation)
    {
        var moments = new Dictionary<string, float[]>();
        var metadata = await Safetensors.ReadAsync(source, Place, cancellation);
        if (!metadata.TryGetValue(StepKey, out var text) || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var step))
            throw new SafetensorsException("the optimizer state does not say its step", Remedy);
        return new(step, Values(First), Values(Second));

        Memory<float> Place(SafetensorsArray array) => array.Name is First or Second && array.Length <= Array.MaxLength
            ? moments[array.Name] = GC.AllocateUninitializedArray<float>((int)array.Length)
            : throw new SafetensorsException($"the optimizer state has an array {array.Name} of {Counted.Of(array.Length, "number")}", Remedy);

        float[] Values(string name) => moments.GetValueOrDefault(name) ?? throw new SafetensorsException($"the optimizer state has no array {name}", Remedy);
    }

    private static SafetensorsEntry Entry(string name, float[] values) => SafetensorsEntry.Of(name, [values.Length], values);
}
