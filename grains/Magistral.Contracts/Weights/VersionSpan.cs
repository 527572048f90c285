using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>A run of consecutive tokens that one weight version produced.</summary>
/// <param name="Version">The version whose logits they were sampled from.</param>
/// <param name="Count">Tokens, 1 or more.</param>
[GenerateSerializer, Immutable, Alias("magistral.version-span")]
public readonly record struct VersionSpan([property: Id(0)] WeightVersion Version, [property: Id(1)] int Count);
