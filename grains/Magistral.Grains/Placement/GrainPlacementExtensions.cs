using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Placement;

namespace Magistral.Grains.Placement;

/// <summary>What a silo registers so that grains find their place.</summary>
public static class GrainPlacementExtensions
{
    /// <summary>Registers who the silo is and the rules of placement; every silo of a cluster needs them.</summary>
    /// <param name="silo">The silo being built.</param>
    /// <param name="identity">Who it is.</param>
    public static ISiloBuilder AddGrainPlacement(this ISiloBuilder silo, SiloIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(silo);
        ArgumentNullException.ThrowIfNull(identity);
        silo.UseSiloMetadata(identity.Metadata);
        silo.Services.AddSingleton(identity);
        // Transient: each kind of grain has a rule of its own, which reads its role into itself.
        silo.Services.AddPlacementFilter<RequireRole, RequireRoleFilter>(ServiceLifetime.Transient);
        silo.Services.AddPlacementFilter<SiloInKey, SiloInKeyFilter>(ServiceLifetime.Transient);
        silo.Services.AddPlacementFilter<SameSilo, SameSiloFilter>(ServiceLifetime.Transient);
        silo.Services.AddPlacementFilter<SiloByAttempt, SiloByAttemptFilter>(ServiceLifetime.Transient);
        return silo;
    }
}
