namespace Magistral.Contracts.Weights;

/// <summary>How many tokens were trained at one lag.</summary>
/// <param name="LagVersions">Version being trained minus version of the token, 0 or more.</param>
/// <param name="Tokens">Tokens trained at that lag.</param>
[GenerateSerializer, Immutable, Alias("magistral.lag-count")]
public readonly record struct LagCount([property: Id(0)] int LagVersions, [property: Id(1)] long Tokens);
