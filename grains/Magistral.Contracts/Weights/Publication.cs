using Magistral.Contracts.Training.Terms;


namespace Magistral.Contracts.Weights;

/// <summary>Weights that the trainer is about to hand to the generators.</summary>
/// <param name="Step">Optimizer updates in these weights.</param>
/// <param name="ContentHash">Names the weights' values: the hash of their manifest, lower-case hex.</param>
/// <param name="Lags">Lags of the tokens trained in the update that made them; empty when there was none.</param>
/// <param name="Term">The trainer's term.</param>
[GenerateSerializer, Immutable, Alias("magistral.publication")]
public sealed record Publication(
    [property: Id(0)] int Step,
    [property: Id(1)] string ContentHash,
    [property: Id(2)] IReadOnlyList<LagCount> Lags,
    [property: Id(3)] TrainerTerm Term);
