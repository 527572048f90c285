using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Keeps the silo that a grain's key prefers (<see cref="SiloRanking"/>).</summary>
public sealed class SameSiloFilter : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos) =>
        Choose(target.GrainIdentity.Key.ToString() ?? "", silos);

    /// <summary>The silo for a key; none where there are none.</summary>
    public static IEnumerable<SiloAddress> Choose(string key, IEnumerable<SiloAddress> silos) => SiloRanking.Of(key, silos).Take(1);
}
