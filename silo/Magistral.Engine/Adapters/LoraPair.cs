using Magistral.Engine.Models;

namespace Magistral.Engine.Adapters;

/// <summary>The two matrices of one adapted module.</summary>
/// <param name="Projection">The module.</param>
/// <param name="Down">Index of A, [rank, inputs], in the adapter's leaves.</param>
/// <param name="Up">Index of B, [outputs, rank].</param>
internal sealed record LoraPair(FusedProjection Projection, int Down, int Up);
