using Orleans.Placement;
using Magistral.Contracts.Silos;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Magistral.Grains.Placement;

/// <summary>Keeps the silos that have the role a grain asks for.</summary>
public sealed class RequireRoleFilter(ISiloMetadataCache silosMetadata) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var role = ((RequireRole)filterStrategy).Role;
        return silos.Where(silo => (RolesOf(silo) & role) != 0);
    }

    private SiloRoles RolesOf(SiloAddress silo) =>
        silosMetadata.GetSiloMetadata(silo).Metadata.TryGetValue(SiloIdentity.RolesKey, out var roles) && Enum.TryParse<SiloRoles>(roles, out var parsed)
            ? parsed
            : SiloRoles.None;
}
