using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>The placement rule of <see cref="SiloInKeyAttribute"/>, carried out by <see cref="SiloInKeyFilter"/>.</summary>
public sealed class SiloInKey() : PlacementFilterStrategy(order: 2);
