using System.Diagnostics;
using Magistral.Client.Connections;

namespace Magistral.Host.Tests.Clusters;

/// <summary>A cluster of real processes whose silos ask for keys, with a client for every tenant.</summary>
internal sealed class KeyedCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private KeyedCluster(LocalCluster silos) => Silos = silos;

    public LocalCluster Silos { get; }

    /// <summary>Where the coordinator's gateway listens, on loopback.</summary>
    public int GatewayPort => Silos.GatewayOf("coordinator");

    public static async Task<KeyedCluster> StartAsync(int generators, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null) =>
        new(await LocalCluster.StartAsync(generators, cancellation, new Dictionary<string, string>(environment ?? new Dictionary<string, string>()) { ["Magistral__Security__RequireKeys"] = "true" }));

    /// <summary>A client with a new key of a tenant.</summary>
    public async Task<MagistralClient> ConnectAsync(string tenant, CancellationToken cancellation) => await MagistralClient.ConnectAsync(new()
    {
        Gateways = { $"127.0.0.1:{GatewayPort}" },
        ApiKey = await KeyAsync(tenant, cancellation),
    }, cancellation);

    /// <summary>Makes a key as an operator does on the machine of a silo.</summary>
    private async Task<string> KeyAsync(string tenant, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        string[] arguments = [typeof(SiloHost).Assembly.Location, "keys", "create", tenant, "--blobs", Silos.Blobs];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var key = await process.StandardOutput.ReadToEndAsync(cancellation).WaitAsync(Patience, cancellation);
        await process.WaitForExitAsync(cancellation).WaitAsync(Patience, cancellation);
        Assert.Equal(0, process.ExitCode);
        return key.Trim();
    }

    public ValueTask DisposeAsync() => Silos.DisposeAsync();
}
