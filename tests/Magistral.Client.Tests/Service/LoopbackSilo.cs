using System.Net;
using Magistral.Client.Connections;
using Magistral.Contracts.Security;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Runs;
using Magistral.Grains.Security;
using Magistral.Silo;
using Magistral.Silo.Hosting;
using Magistral.Silo.Security;
using Magistral.Testing.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Magistral.Client.Tests.Service;

/// <summary>A real silo on loopback ports with the grains of the service; a test plays the trainer.</summary>
public sealed class LoopbackSilo : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(20);
    private readonly IHost host;

    private LoopbackSilo(IHost host, InMemoryObjectStore store, CollectedLog log, int siloPort, int gatewayPort) =>
        (this.host, Store, Log, SiloPort, GatewayPort) = (host, store, log, siloPort, gatewayPort);

    public InMemoryObjectStore Store { get; }

    public CollectedLog Log { get; }

    public int SiloPort { get; }

    public int GatewayPort { get; }

    /// <summary>The silo's own way to its grains, which needs no key.</summary>
    public IGrainFactory Inside => host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => host.Services;

    public ApiKeyStore Keys => new(Store, TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<LoopbackSilo> StartAsync(
        bool keysRequired = false, MutualTls? tls = null, InMemoryObjectStore? store = null, int? gatewayPort = null, int? joining = null, FrameLimits? frames = null)
    {
        store ??= new InMemoryObjectStore();
        var log = new CollectedLog();
        var (siloPort, gateway) = (LoopbackPorts.Free(), gatewayPort ?? LoopbackPorts.Free());
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, Configuration = new ConfigurationManager() });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gateway, joining is { } first ? new(IPAddress.Loopback, first) : null, serviceId: "magistral", clusterId: "magistral");
            silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
            silo.Services.AddSingleton(SpecFolders.Of(["/data"]));
            silo.AddMagistralGrains(store, new SiloIdentity($"silo-{siloPort}", SiloRoles.Coordinator | SiloRoles.Verifier));
            silo.AddClientAuthorization(new() { KeysRequired = keysRequired, Frames = frames ?? new() });
            if (tls is not null)
                silo.AddMutualTls(tls);
        });
        var host = builder.Build();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        late.CancelAfter(joining is null ? StartPatience : JoinPatience);
        try
        {
            await host.StartAsync(late.Token).WaitAsync(late.Token);
        }
        catch
        {
            host.Dispose();
            throw;
        }
        return new(host, store, log, siloPort, gateway);
    }

    public MagistralClientOptions Options(ApiKey? key = null) => new() { Gateways = { $"127.0.0.1:{GatewayPort}" }, ApiKey = key?.Text, Patience = TimeSpan.FromSeconds(20) };

    public Task<MagistralClient> ConnectAsync(ApiKey? key = null) => MagistralClient.ConnectAsync(Options(key), Cancellation);

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync(CancellationToken.None);
        host.Dispose();
    }
}
