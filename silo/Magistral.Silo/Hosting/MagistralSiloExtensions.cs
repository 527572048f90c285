using Magistral.Grains.Generation;
using Magistral.Grains.Storage;
using Magistral.Grains.Training;
using Magistral.Grains.Verification;
using Magistral.Silo.Generation;
using Magistral.Silo.Training;
using Magistral.Silo.Weights;
using Magistral.Storage.GrainStorage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Magistral.Silo.Hosting;

/// <summary>What every silo of the service registers, whatever its cluster is.</summary>
public static class MagistralSiloExtensions
{
    /// <summary>Registers the grains' storage on an object store.</summary>
    public static ISiloBuilder AddMagistralGrains(this ISiloBuilder silo, IObjectStore store)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.AddSingleton(store);
        silo.Services.AddVerifierPlacement();
        silo.AddObjectStoreGrainStorage(GrainStores.Objects);
        return silo;
    }

    /// <summary>Registers the workers. Call it after <c>UseOrleans</c>, so that they end before the silo does.</summary>
    public static IServiceCollection AddMagistralWorkers(this IServiceCollection services, SiloResources options)
    {
        services.AddSingleton(options).AddSingleton<WeightExchanges>().AddSingleton<GrainCalls>();
        services.AddSingleton<GeneratorWorkers>().AddSingleton<IGeneratorWorkers>(provider => provider.GetRequiredService<GeneratorWorkers>());
        services.AddSingleton<TrainerWorkers>().AddSingleton<ITrainerWorkers>(provider => provider.GetRequiredService<TrainerWorkers>());
        services.AddHostedService(provider => provider.GetRequiredService<GeneratorWorkers>());
        services.AddHostedService(provider => provider.GetRequiredService<TrainerWorkers>()); // started last, so it stops first and finds its generator alive
        return services;
    }
}
