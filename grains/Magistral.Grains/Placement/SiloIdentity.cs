using Magistral.Contracts.Silos;

namespace Magistral.Grains.Placement;

/// <summary>What a silo tells the others about itself, so that grains find their place.</summary>
/// <param name="Name">Unique in the cluster; part of the keys of its generators. No slashes.</param>
/// <param name="Roles">What it does.</param>
public sealed record SiloIdentity(string Name, SiloRoles Roles)
{
    internal const string NameKey = "magistral.name";
    internal const string RolesKey = "magistral.roles";

    /// <summary>As the silo metadata that the cluster's members exchange.</summary>
    public Dictionary<string, string> Metadata => new(StringComparer.Ordinal)
    {
        [NameKey] = Name,
        [RolesKey] = Roles.ToString(),
    };
}
