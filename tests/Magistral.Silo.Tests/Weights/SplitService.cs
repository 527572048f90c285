using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Grains.Placement;
using Magistral.Silo.Hosting;
using Magistral.Silo.Weights.Tcp;
using Magistral.Testing.Storage;
using Microsoft.Extensions.Logging;
using Orleans.TestingHost;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

/// <summary>Silos with a role each: books and verifiers, a trainer, generators. Weights travel between them by streams.</summary>
internal sealed class SplitService : IAsyncDisposable
{
    private static readonly SiloRoles[] Roles = [SiloRoles.Coordinator | SiloRoles.Verifier, SiloRoles.Trainer, SiloRoles.Generator, SiloRoles.Generator];
    private readonly InProcessTestCluster cluster;

    private SplitService(InProcessTestCluster cluster) => this.cluster = cluster;

    public IGrainFactory Grains => cluster.Client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts the service.</summary>
    /// <param name="bytesOfFirstGenerator">What a run may take on the first generator; 0 is all there is.</param>
    public static async Task<SplitService> StartAsync(long bytesOfFirstGenerator = 0)
    {
        var store = new InMemoryObjectStore();
        var builder = new InProcessTestClusterBuilder((short)Roles.Length);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((options, silo) => silo.AddMagistralGrains(store, new SiloIdentity(options.SiloName, RolesOf(options.SiloName))));
        builder.ConfigureSiloHost((options, host) =>
        {
            host.Logging.ClearProviders();
            host.Services.AddWeightStreams(new TcpWeightOptions());
            host.Services.AddMagistralWorkers(new SiloResources { Name = options.SiloName, MostRunBytes = options.SiloName == SiloOf(0) ? bytesOfFirstGenerator : 0 }, RolesOf(options.SiloName));
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new(cluster);
    }

    /// <summary>Starts a run, for which nobody generates yet.</summary>
    public async Task<string> TrainAsync(RunSpec spec)
    {
        var runId = await Grains.GetGrain<IRunDirectoryGrain>("tenant").SubmitAsync(spec, Cancellation);
        await Grains.GetGrain<IRunGrain>(runId).StartAsync(new(Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow), Cancellation);
        return runId;
    }

    /// <summary>Lets one of the generator silos work on a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="number">0 or 1.</param>
    public async Task<string> GenerateAsync(string runId, int number)
    {
        var generatorId = new GeneratorKey(runId, SiloOf(number), "cpu").ToString();
        await Grains.GetGrain<IGeneratorGrain>(generatorId).StartAsync(Cancellation);
        return generatorId;
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    private static string SiloOf(int generator) => $"Silo_{generator + 2}";

    private static SiloRoles RolesOf(string siloName) => Roles[siloName[^1] - '0'];
}
