using Orleans.Placement;
using Magistral.Contracts.Silos;
using Orleans.Metadata;

namespace Magistral.Grains.Placement;

/// <summary>The placement rule of <see cref="RequireRoleAttribute"/>, carried out by <see cref="RequireRoleFilter"/>.</summary>
/// <param name="role">One role.</param>
public sealed class RequireRole(SiloRoles role) : PlacementFilterStrategy(order: 1)
{
    private const string RoleProperty = "magistral.role";

    /// <summary>For the runtime, which reads the role from the properties of the grain.</summary>
    public RequireRole()
        : this(SiloRoles.None)
    {
    }

    /// <summary>Role that a silo must have for the grain to be placed on it.</summary>
    public SiloRoles Role { get; private set; } = role;

    /// <inheritdoc/>
    public override void AdditionalInitialize(GrainProperties properties) =>
        Role = Enum.Parse<SiloRoles>(GetPlacementFilterGrainProperty(RoleProperty, properties)!);

    /// <inheritdoc/>
    protected override IEnumerable<KeyValuePair<string, string>> GetAdditionalGrainProperties(
        IServiceProvider services, Type grainClass, GrainType grainType, IReadOnlyDictionary<string, string> existingProperties)
    {
        yield return new(RoleProperty, Role.ToString());
    }
}
