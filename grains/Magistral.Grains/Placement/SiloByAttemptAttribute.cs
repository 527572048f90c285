using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Places a grain by the share and the attempt in its key: see <see cref="SiloByAttemptFilter"/>.</summary>
/// <param name="order">After the filters that choose silos by what they can do.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SiloByAttemptAttribute(int order = 10) : PlacementFilterAttribute(new SiloByAttempt(order));
