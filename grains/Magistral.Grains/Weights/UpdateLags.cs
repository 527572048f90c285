using Magistral.Contracts.Weights;

namespace Magistral.Grains.Weights;

/// <summary>The lags of one update.</summary>
/// <param name="Step">The update.</param>
/// <param name="Lags">Tokens by lag.</param>
public sealed record UpdateLags(int Step, IReadOnlyList<LagCount> Lags);
