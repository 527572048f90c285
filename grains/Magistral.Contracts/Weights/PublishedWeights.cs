using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>One publication as the books know it.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Step">Optimizer updates in it.</param>
/// <param name="ContentHash">What weights must have to be it, lower-case hex.</param>
[GenerateSerializer, Immutable, Alias("magistral.published-weights")]
public sealed record PublishedWeights([property: Id(0)] WeightVersion Version, [property: Id(1)] int Step, [property: Id(2)] string ContentHash);
