using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>
/// Places a grain on the same silo again as long as that one lives. A silo that dies takes its part of the grain directory along, and grains on other silos
/// lose their entry with it: the address of a worker must then be found where the worker is.
/// </summary>
/// <param name="order">After the filters that choose silos by what they can do.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SameSiloAttribute(int order = 10) : PlacementFilterAttribute(new SameSilo(order));
