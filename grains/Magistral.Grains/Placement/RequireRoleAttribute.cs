using Orleans.Placement;
using Magistral.Contracts.Silos;

namespace Magistral.Grains.Placement;

/// <summary>Places a grain on silos that have a role.</summary>
/// <param name="role">One role.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RequireRoleAttribute(SiloRoles role) : PlacementFilterAttribute(new RequireRole(role));
