using Microsoft.Extensions.DependencyInjection;
using Orleans.Placement;

namespace Magistral.Grains.Verification;

/// <summary>What a silo registers so that verifier grains can be placed.</summary>
public static class VerifierPlacementExtensions
{
    /// <summary>Registers the placement rule of verifiers; every silo of a cluster needs it.</summary>
    public static IServiceCollection AddVerifierPlacement(this IServiceCollection services) =>
        services.AddPlacementFilter<SiloByAttempt, SiloByAttemptFilter>(ServiceLifetime.Singleton);
}
