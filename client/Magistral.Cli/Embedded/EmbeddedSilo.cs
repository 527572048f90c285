using System.Net;
using System.Net.Sockets;
using Magistral.Contracts;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Contracts.Generation;
using Magistral.Grains.Storage;
using Magistral.Silo;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Storage.Directories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Magistral.Cli.Embedded;

/// <summary>
/// A whole silo inside this process, on a data directory: the same grains and workers as in a cluster, on loopback and free ports.
/// With read access it serves grains from the stored state and writes nothing.
/// </summary>
/// <remarks>Thread-safe. Disposing stops the workers, which write a checkpoint if they can, then the silo, then frees the directory.</remarks>
public sealed class EmbeddedSilo : IAsyncDisposable
{
    private const int PortAttempts = 5;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private readonly IHost host;
    private readonly DirectoryObjectStore store;
    private readonly SiloResources options;

    private EmbeddedSilo(IHost host, DirectoryObjectStore store, SiloResources options) => (this.host, this.store, this.options) = (host, store, options);

    /// <summary>What this machine can run, embedded.</summary>
    public static MachineLimits Limits => new(new SiloResources(), SiloRoles.All);

    /// <summary>Calls grains.</summary>
    public IGrainFactory Grains => host.Services.GetRequiredService<IGrainFactory>();

    /// <summary>The objects of the data directory.</summary>
    public IObjectStore Store => store;

    /// <summary>Reads checkpoints.</summary>
    public CheckpointReader Checkpoints => new(Grains, store);

    /// <summary>Starts a silo on a data directory.</summary>
    /// <param name="dataDirectory">Made when it is missing and access is to write.</param>
    /// <param name="access">What it may do.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <param name="logging">Adds log providers; none by default.</param>
    /// <exception cref="DataDirectoryInUseException">Another process writes the directory.</exception>
    public static async Task<EmbeddedSilo> StartAsync(string dataDirectory, EmbeddedAccess access, CancellationToken cancellation, Action<ILoggingBuilder>? logging = null)
    {
        var store = access == EmbeddedAccess.Write ? DirectoryObjectStore.OpenExclusive(dataDirectory, TimeProvider.System) : DirectoryObjectStore.OpenReadOnly(dataDirectory);
        var options = new SiloResources();
        for (var attempt = 1; ; attempt++)
        {
            var host = Build(store, options, LoopbackPorts.Free(), logging);
            try
            {
                await host.StartAsync(cancellation);
                return new(host, store, options);
            }
            catch (Exception error) when (attempt < PortAttempts && error.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
            {
                host.Dispose(); // another process took the port in between
            }
            catch
            {
                host.Dispose();
                store.Dispose();
                throw;
            }
        }
    }

    /// <summary>Lets this silo's generator work on a run.</summary>
    public Task ServeAsync(string runId, CancellationToken cancellation) =>
        Grains.GetGrain<IGeneratorGrain>(new GeneratorKey(runId, options.Name, options.Device).ToString()).StartAsync(cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var deadline = new CancellationTokenSource(StopPatience);
            await host.StopAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new MagistralException($"the silo did not stop within {StopPatience.TotalSeconds:0} s", "what is stored is consistent: run the same command to continue");
        }
        finally
        {
            host.Dispose();
            store.Dispose();
        }
    }

    private static IHost Build(DirectoryObjectStore store, SiloResources options, int port, Action<ILoggingBuilder>? logging)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, Configuration = new ConfigurationManager() });
        logging?.Invoke(builder.Logging);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(port, gatewayPort: 0);
            silo.Configure<EndpointOptions>(endpoint => endpoint.AdvertisedIPAddress = IPAddress.Loopback);
            silo.AddMagistralGrains(store, new SiloIdentity(options.Name, SiloRoles.All));
        });
        builder.Services.AddMagistralWorkers(options, SiloRoles.All);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopPatience);
        return builder.Build();
    }
}
