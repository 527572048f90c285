using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Places a grain on the silo that its key names, <c>…/SILO/…</c>: see <see cref="SiloInKeyFilter"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloInKeyAttribute() : PlacementFilterAttribute(new SiloInKey());
