using System.Net;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Training;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Magistral.Grains.Training;
using Magistral.Silo;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Magistral.Cli.Benchmarks.ControlPlane;

/// <summary>Two silos of this process that keep the books of runs and do no work of their own.</summary>
internal sealed class BooksCluster : IAsyncDisposable
{
    private readonly List<IHost> silos = [];

    private BooksCluster()
    {
    }

    public IGrainFactory Grains => silos[0].Services.GetRequiredService<IGrainFactory>();

    public static async Task<BooksCluster> StartAsync(IObjectStore store, CancellationToken cancellation)
    {
        var cluster = new BooksCluster();
        var primary = LoopbackPorts.Free();
        foreach (var (name, port) in (IEnumerable<(string, int)>)[("one", primary), ("two", LoopbackPorts.Free())])
        {
            var silo = Build(name, port, primary, store);
            cluster.silos.Add(silo);
            await silo.StartAsync(cancellation);
        }
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in Enumerable.Reverse(silos))
        {
            await silo.StopAsync(CancellationToken.None);
            silo.Dispose();
        }
    }

    private static IHost Build(string name, int port, int primary, IObjectStore store)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, Configuration = new ConfigurationManager() });
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0, new IPEndPoint(IPAddress.Loopback, primary));
            silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddMagistralGrains(store, new SiloIdentity(name, SiloRoles.All));
            silo.Services.AddSingleton<ITrainerWorkers, NoTrainers>();
        });
        return builder.Build();
    }

    /// <summary>The bench plays the trainer itself.</summary>
    private sealed class NoTrainers : ITrainerWorkers
    {
        public void Start(string runId)
        {
            // nobody trains here
        }

        public void Pause(string runId)
        {
            // nobody trains here
        }

        public void Abort(string runId)
        {
            // nobody trains here
        }

        public TrainerStatus Status(string runId) => new(TrainerActivity.Idle, "", null);
    }
}
