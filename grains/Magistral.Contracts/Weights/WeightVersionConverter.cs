using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>How a weight version travels.</summary>
[RegisterConverter]
public sealed class WeightVersionConverter : IConverter<WeightVersion, WeightVersionConverter.Wire>
{
    /// <inheritdoc/>
    public WeightVersion ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Number);

    /// <inheritdoc/>
    public Wire ConvertToSurrogate(in WeightVersion value) => new(value.Number);

    /// <summary>The number as it is sent.</summary>
    [GenerateSerializer, Immutable, Alias("magistral.weight-version")]
    public readonly record struct Wire([property: Id(0)] int Number);
}
