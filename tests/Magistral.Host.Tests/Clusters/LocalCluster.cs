using System.Diagnostics;
using Magistral.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Magistral.Host.Tests.Clusters;

/// <summary>A cluster of real processes on loopback, as <c>infra/local/cluster.sh</c> starts it, and a client of it.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string home = Directory.CreateTempSubdirectory("magistral-cluster-").FullName;
    private IHost? client;

    private LocalCluster()
    {
    }

    /// <summary>The way to the grains.</summary>
    public IClusterClient Grains => client!.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts Redis, azurite, a coordinator, generators and a silo that trains and verifies.</summary>
    public static async Task<LocalCluster> StartAsync(int generators, CancellationToken cancellation)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "redis-server is not installed here: infra/test.sh installs it where root rights are at hand");
        Assert.SkipUnless(
            File.Exists(Path.Combine(Fixtures.RepositoryRoot(), "artifacts/azurite/node_modules/.bin/azurite-blob")),
            "azurite is not installed here: infra/test.sh installs it where npm or root rights are at hand");
        var cluster = new LocalCluster();
        try
        {
            await cluster.CommandAsync(cancellation, "up", generators.ToString(System.Globalization.CultureInfo.InvariantCulture));
            await cluster.ConnectAsync(cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends a signal to a silo.</summary>
    public Task SignalAsync(string name, string signal, CancellationToken cancellation) => CommandAsync(cancellation, "kill", name, signal);

    /// <summary>Starts a silo again, or a new one.</summary>
    public Task StartSiloAsync(string name, string roles, CancellationToken cancellation) => CommandAsync(cancellation, "start", name, roles);

    /// <summary>What a process wrote so far.</summary>
    public string LogOf(string name) => File.ReadAllText(Path.Combine(home, $"{name}.log"));

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.StopAsync(CancellationToken.None);
            client.Dispose();
        }
        await CommandAsync(CancellationToken.None, "down");
        Directory.Delete(home, recursive: true);
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var port = File.ReadLines(Path.Combine(home, "ports")).First(line => line.StartsWith("redis_port=", StringComparison.Ordinal))["redis_port=".Length..];
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(orleans =>
        {
            orleans.UseRedisClustering(redis => redis.ConfigurationOptions = ConfigurationOptions.Parse($"127.0.0.1:{port}"));
            orleans.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = ("magistral", "magistral"));
            orleans.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(5));
            orleans.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
            orleans.UseConnectionRetryFilter(async (_, token) =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), token);
                return true;
            });
        });
        client = builder.Build();
        await client.StartAsync(cancellation).WaitAsync(Patience, cancellation);
    }

    private async Task CommandAsync(CancellationToken cancellation, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Fixtures.RepositoryRoot(), "infra/local/cluster.sh")) { RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["MAGISTRAL_CLUSTER_HOME"] = home;
        start.Environment["MAGISTRAL_NO_BUILD"] = "1";
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"cluster.sh {string.Join(' ', arguments)} ended with {process.ExitCode}: {await said.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None)}");
    }
}
