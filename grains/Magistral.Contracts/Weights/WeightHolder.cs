using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>A silo that holds weights of a run, or waits for its first.</summary>
/// <param name="Endpoint">Where it hands them out and takes new ones in.</param>
/// <param name="Version">The newest it holds; null when it has none yet.</param>
[GenerateSerializer, Immutable, Alias("magistral.weight-holder")]
public sealed record WeightHolder([property: Id(0)] WeightEndpoint Endpoint, [property: Id(1)] WeightVersion? Version);
