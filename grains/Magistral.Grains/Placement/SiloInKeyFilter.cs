using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Keeps the silo whose name is the second part of a grain's key, so that the grain lives beside the worker it is the address of.</summary>
/// <remarks>A silo that was killed and started again is two members until the first is declared dead: the younger one counts.</remarks>
public sealed class SiloInKeyFilter(ISiloMetadataCache silosMetadata) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var parts = (target.GrainIdentity.Key.ToString() ?? "").Split('/');
        return parts.Length < 2 ? [] : silos.Where(silo => NameOf(silo) == parts[1]).OrderByDescending(silo => silo.Generation).Take(1);
    }

    private string NameOf(SiloAddress silo) => silosMetadata.GetSiloMetadata(silo).Metadata.GetValueOrDefault(SiloIdentity.NameKey, "");
}
