using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.Generation;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Magistral.Grains.Training;
using Magistral.Grains.Placement;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Tenants;
using Magistral.Silo.Generation;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Silo.Runs;
using Magistral.Silo.Training;
using Magistral.Silo.Weights;
using Magistral.Silo.Weights.Tcp;
using Magistral.Storage.Datasets;
using Magistral.Storage.GrainStorage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo;

/// <summary>What every silo of the service registers, whatever its cluster is.</summary>
public static class MagistralSiloExtensions
{
    /// <summary>Registers who the silo is, the grains' places and their storage on an object store.</summary>
    /// <param name="silo">The silo being built.</param>
    /// <param name="store">Where states and checkpoints lie; the same for all silos of a cluster.</param>
    /// <param name="identity">Name and roles.</param>
    public static ISiloBuilder AddMagistralGrains(this ISiloBuilder silo, IObjectStore store, SiloIdentity identity)
    {
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton(new GroupDeadlines());
        silo.Services.TryAddSingleton(SpecFolders.All);
        silo.Services.TryAddSingleton(TenantQuota.Unlimited);
        silo.Services.TryAddSingleton(new ServiceCapacity());
        silo.Services.AddSingleton(store);
        silo.Services.TryAddSingleton<IDatasets, FileDatasets>();
        silo.Services.TryAddSingleton<ProblemCatalog>();
        silo.AddGrainPlacement(identity);
        silo.AddObjectStoreGrainStorage(GrainStores.Objects);
        return silo;
    }

    /// <summary>Registers streams that move weights between this silo and others. Call it before <see cref="AddMagistralWorkers"/>, so that they outlive the workers.</summary>
    /// <param name="services">Of the host.</param>
    /// <param name="options">Where and how; loopback and plain unless told otherwise.</param>
    public static IServiceCollection AddWeightStreams(this IServiceCollection services, TcpWeightOptions options)
    {
        services.AddSingleton(options).AddSingleton<TcpWeightTransport>();
        services.AddSingleton<IWeightTransport>(provider => provider.GetRequiredService<TcpWeightTransport>());
        services.AddHostedService(provider => provider.GetRequiredService<TcpWeightTransport>());
        return services;
    }

    /// <summary>Registers the workers of a silo's roles. Call it after <c>UseOrleans</c>, so that they end before the silo does.</summary>
    /// <param name="services">Of the host.</param>
    /// <param name="options">What the silo is told about itself.</param>
    /// <param name="roles">What it does.</param>
    public static IServiceCollection AddMagistralWorkers(this IServiceCollection services, SiloResources options, SiloRoles roles)
    {
        services.AddSingleton(options).AddSingleton(_ => new MachineLimits(options, roles)).AddSingleton<WeightExchanges>().AddSingleton<WeightNetwork>()
            .AddSingleton(provider => new GrainCalls(provider.GetRequiredService<TimeProvider>(), options.CallPatience, options.CallDeadline, provider.GetService<ILogger<GrainCalls>>()));
        if (roles.HasFlag(SiloRoles.Generator))
            services.AddGenerators(options);
        if (roles.HasFlag(SiloRoles.Trainer)) // started after the generators, so it stops first and finds those of its own silo alive
        {
            services.AddSingleton<TrainerWorkers>().AddSingleton<ITrainerWorkers>(provider => provider.GetRequiredService<TrainerWorkers>());
            services.AddHostedService(provider => provider.GetRequiredService<TrainerWorkers>());
        }
        if (options.IsSupervised && roles.HasFlag(SiloRoles.Coordinator))
            services.AddHostedService<RunSupervisor>().AddHostedService<StorageMeter>();
        return services;
    }

    private static void AddGenerators(this IServiceCollection services, SiloResources options)
    {
        services.TryAddSingleton<IRolloutEngines, DecodeLoops>();
        services.AddSingleton<GeneratorWorkers>().AddSingleton<IGeneratorWorkers>(provider => provider.GetRequiredService<GeneratorWorkers>());
        services.AddHostedService(provider => provider.GetRequiredService<GeneratorWorkers>());
        if (options.IsSupervised)
            services.AddHostedService<GeneratorFollower>();
    }
}
