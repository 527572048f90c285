using System.Collections.Concurrent;
using System.Diagnostics;
using Magistral.Client.Connections;
using Magistral.Contracts.Runs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Runs outlive the Redis that keeps the membership, and clients find them again.</summary>
[Collection(ClusterCollection.Name)]
public sealed class RedisTests(ITestOutputHelper output)
{
    private const int ManySteps = 10_000;
    private static readonly string[] Silos = ["coordinator", "generator-1", "trainer"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_Redis_that_comes_back_empty_is_told_again_and_clients_and_silos_find_each_other()
    {
        await using var cluster = await LocalCluster.StartAsync(1, Cancellation, new Dictionary<string, string> { ["MAGISTRAL_REDIS_APPENDONLY"] = "no" });
        var run = await ClusterRun.SubmitAsync(cluster.Grains, ClusterRun.Tiny(ManySteps));
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(1), Cancellation);
        await using var connected = await MagistralClient.ConnectAsync(new() { Redis = cluster.Redis, Tenant = "tenant" }, Cancellation);
        var processes = Silos.Select(cluster.ProcessOf).ToArray();
        await cluster.SignalAsync("redis", "KILL", Cancellation);
        await cluster.StartRedisAsync(Cancellation);
        var since = Stopwatch.StartNew();
        await using var client = await MagistralClient.ConnectAsync(new() { Redis = cluster.Redis, Tenant = "tenant" }, Cancellation);
        var before = Assert.Single(await client.Runs.ListAsync(Cancellation)).Step;
        output.WriteLine($"a new client listed {since.Elapsed.TotalSeconds:0.0} s after the empty Redis was there");
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        await cluster.StartSiloAsync("generator-2", "generator", Cancellation);
        while (!(await MembersAsync(client)).Contains("generator-2"))
        {
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(60), "a silo that joined afterwards is not seen by the others");
            await Task.Delay(TimeSpan.FromMilliseconds(200), Cancellation);
        }
        output.WriteLine($"a silo joined {since.Elapsed.TotalSeconds:0.0} s after");
        var asking = Stopwatch.StartNew();
        Assert.Single(await connected.Runs.ListAsync(Cancellation));
        output.WriteLine($"the client that was connected was answered in {asking.Elapsed.TotalSeconds:0.0} s");
        await new ClusterRun(client.Grains, run.Id).UntilStepAsync(before + 3, TimeSpan.FromMinutes(1), Cancellation);
        await new ClusterRun(client.Grains, run.Id).CancelAsync();
        Assert.Equal(processes, Silos.Select(cluster.ProcessOf));
        Assert.All(processes, process => Assert.True(Directory.Exists($"/proc/{process}")));
        Assert.Contains(Silos, name => cluster.LogOf(name).Contains("membership table was lost", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_Redis_is_gone_runs_go_on_and_clients_are_told_so()
    {
        await using var cluster = await LocalCluster.StartAsync(1, Cancellation);
        var run = await ClusterRun.SubmitAsync(cluster.Grains, ClusterRun.Tiny(ManySteps));
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(1), Cancellation);
        var heard = new ConcurrentQueue<string>();
        await using var client = await MagistralClient.ConnectAsync(new() { Redis = cluster.Redis, Tenant = "tenant", Notices = heard.Enqueue }, Cancellation);
        await cluster.SignalAsync("redis", "KILL", Cancellation);
        var since = Stopwatch.StartNew();
        var before = (await run.DescribeAsync()).LastStep!.Step;
        var error = await Assert.ThrowsAsync<MembershipUnavailableException>(() =>
            MagistralClient.ConnectAsync(new() { Redis = cluster.Redis, ConnectTimeout = TimeSpan.FromSeconds(3) }, Cancellation));
        output.WriteLine($"{error.Message} (after {since.Elapsed.TotalSeconds:0.0} s)");
        Assert.Contains(cluster.Redis, error.What, StringComparison.Ordinal);
        await UntilAsync(() => heard.Any(line => line.Contains("does not answer", StringComparison.Ordinal)), "the connected client was not told");
        output.WriteLine($"a connected client was told {since.Elapsed.TotalSeconds:0.0} s after");
        Assert.NotEmpty(await client.Runs.ListAsync(Cancellation));
        await run.UntilStepAsync(before + 3, TimeSpan.FromMinutes(1), Cancellation);
        await cluster.StartRedisAsync(Cancellation);
        await UntilAsync(() => heard.Any(line => line.Contains("answers again", StringComparison.Ordinal)), "the connected client was not told that Redis is back");
        await using var later = await MagistralClient.ConnectAsync(new() { Redis = cluster.Redis, Tenant = "tenant" }, Cancellation);
        Assert.Equal(RunLifecycle.Running, (await later.Runs.ListAsync(Cancellation)).Single().State);
        await new ClusterRun(later.Grains, run.Id).CancelAsync();
    }

    private static async Task<IEnumerable<string>> MembersAsync(MagistralClient client) => (await ClusterRun.AgainAsync(() =>
        client.Grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: true, Cancellation))).Select(member => member.SiloName);

    private static async Task UntilAsync(Func<bool> happened, string otherwise)
    {
        for (var since = Stopwatch.StartNew(); !happened(); await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation))
            Assert.True(since.Elapsed < TimeSpan.FromSeconds(40), otherwise);
    }
}
