using Magistral.Contracts;

namespace Magistral.Engine.Weights;

/// <summary>Weights have another size than the model they are meant for.</summary>
/// <param name="found">Numbers that were given.</param>
/// <param name="expected">Numbers the model holds.</param>
public sealed class WeightShapeException(long found, long expected) : MagistralException(
    what: $"the weights hold {Counted.Of(found, "number")}, the model {expected}",
    remedy: "use weights of the same sizes as the model");
