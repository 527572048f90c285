using System.Diagnostics;
using System.Globalization;
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

    private readonly IReadOnlyDictionary<string, string> environment;

    private LocalCluster(IReadOnlyDictionary<string, string> environment) => this.environment = environment;

    /// <summary>The way to the grains.</summary>
    public IClusterClient Grains => client!.Services.GetRequiredService<IClusterClient>();

    /// <summary>Starts Redis, azurite, a coordinator, generators and a silo that trains and verifies.</summary>
    /// <param name="generators">Generators to begin with.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="environment">Variables of the silos and of <c>cluster.sh</c>.</param>
    public static async Task<LocalCluster> StartAsync(int generators, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/redis-server"), "redis-server is not installed here: infra/test.sh installs it where root rights are at hand");
        Assert.SkipUnless(
            File.Exists(Path.Combine(Fixtures.RepositoryRoot(), "artifacts/azurite/node_modules/.bin/azurite-blob")),
            "azurite is not installed here: infra/test.sh installs it where npm or root rights are at hand");
        var cluster = new LocalCluster(environment ?? new Dictionary<string, string>());
        try
        {
            await cluster.CommandAsync(cancellation, "up", generators.ToString(CultureInfo.InvariantCulture));
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

    /// <summary>The connection string of the blobs.</summary>
    public string Blobs =>
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
        + $";BlobEndpoint=http://127.0.0.1:{Port("blob_port")}/devstoreaccount1;"; // the emulator's well-known key

    /// <summary>Where the Redis is.</summary>
    public string Redis => $"127.0.0.1:{Port("redis_port")}";

    /// <summary>Starts Redis again, on its port.</summary>
    public Task StartRedisAsync(CancellationToken cancellation) => CommandAsync(cancellation, "start", "redis");

    /// <summary>What a process wrote so far.</summary>
    public string LogOf(string name) => File.ReadAllText(Path.Combine(home, $"{name}.log"));

    /// <summary>The port of a silo's gateway.</summary>
    public int GatewayOf(string name) => int.Parse(File.ReadAllText(Path.Combine(home, $"{name}.gateway")), CultureInfo.InvariantCulture);

    /// <summary>The process of a silo.</summary>
    public int ProcessOf(string name) => int.Parse(File.ReadAllText(Path.Combine(home, $"{name}.pid")), CultureInfo.InvariantCulture);

    /// <summary>The address under which the members know a silo.</summary>
    public async Task<SiloAddress> RunningAsync(string name, CancellationToken cancellation) =>
        (await MembersAsync(cancellation)).Single(member => member.SiloName == name && member.Status == SiloStatus.Active).SiloAddress;

    /// <summary>Waits until the others take a silo for dead.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> UntilDeadAsync(SiloAddress silo, TimeSpan patience, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while ((await MembersAsync(cancellation)).Any(member => member.SiloAddress.Equals(silo) && member.Status != SiloStatus.Dead))
        {
            Assert.True(since.Elapsed < patience, $"silo {silo} is still taken for alive after {patience.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
        return since.Elapsed;
    }

    /// <summary>Waits until a process has ended by itself.</summary>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> UntilGoneAsync(int process, TimeSpan patience, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while (Directory.Exists($"/proc/{process}") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            Assert.True(since.Elapsed < patience, $"process {process} is still there after {patience.TotalSeconds:0} s");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
        return since.Elapsed;
    }

    private async Task<MembershipEntry[]> MembersAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: false, cancellation);
            }
            catch (Exception error) when (attempt < 30 && error is TimeoutException or OperationCanceledException or OrleansException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.StopAsync(CancellationToken.None);
            client.Dispose();
        }
        await CommandAsync(CancellationToken.None, "down");
        if (Environment.GetEnvironmentVariable("MAGISTRAL_CLUSTER_KEEP") is { Length: > 0 } kept)
            Directory.Move(home, Path.Combine(kept, Path.GetFileName(home)));
        else
            Directory.Delete(home, recursive: true);
    }

    private string Port(string name) => File.ReadLines(Path.Combine(home, "ports")).First(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        var port = Port("redis_port");
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
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException(
                $"cluster.sh {string.Join(' ', arguments)} ended with {process.ExitCode}: {await said.WaitAsync(TimeSpan.FromSeconds(2), CancellationToken.None)}{LastWordsOf(arguments)}");
    }

    /// <summary>The end of the log of the process that a command was about.</summary>
    private string LastWordsOf(string[] arguments) =>
        arguments is [_, var name, ..] && File.Exists(Path.Combine(home, $"{name}.log")) ? string.Join('\n', File.ReadLines(Path.Combine(home, $"{name}.log")).TakeLast(40)) : "";
}
