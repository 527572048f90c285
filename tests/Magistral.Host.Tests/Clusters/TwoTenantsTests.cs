using System.Diagnostics;
using System.Globalization;
using Magistral.Client.Connections;
using Magistral.Client.Runs;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>One tenant's run beside whatever another one, or nobody in particular, does to the same silos.</summary>
[Collection(ClusterCollection.Name)]
public sealed class TwoTenantsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(6);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_sixty_runs_that_a_tenant_resumes_two_are_at_work_and_the_others_wait_and_say_so()
    {
        await using var cluster = await KeyedCluster.StartAsync(1, Cancellation);
        await using var client = await cluster.ConnectAsync("greedy", Cancellation);
        Assert.Equal(60, await Abuse.ManyRunsAsync(client, SpecOf("any"), submitted: 60, resumed: 60, Cancellation));
        var usage = (await client.Tenants.DescribeAsync("greedy", Cancellation)).Usage;
        Assert.Equal((60, 2, 58), (usage.Runs, usage.RunsAtWork, usage.RunsQueued));
        var waiting = (await client.Runs.ListAsync(Cancellation)).Last(run => run.State == RunLifecycle.Queued);
        Assert.Contains("runs of tenant greedy before it", (await (await client.Runs.FindAsync(waiting.RunId, Cancellation)).Run.DescribeAsync(Cancellation)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_done_beside_it_a_run_keeps_three_quarters_of_its_steps()
    {
        LongForm.SkipUnlessAskedFor("seven minutes");
        await using var cluster = await KeyedCluster.StartAsync(2, Cancellation);
        await using var own = await cluster.ConnectAsync("a", Cancellation);
        await using var other = await cluster.ConnectAsync("b", Cancellation);
        var run = await AtWorkAsync(own, "own");
        var (weights, gateway) = (ListeningPorts.Of(cluster.Silos.ProcessOf("generator-1")).Except([cluster.Silos.GatewayOf("generator-1")]).ToList(), cluster.GatewayPort);
        (string Name, double Least, Func<CancellationToken, Task> Do)[] abuses =
        [
            ("grains asked to leave memory", 0.75, stop => Abuse.DeactivateAsync(cluster.Silos.Grains, run.Id, stop)),
            ("messages of 100 MB", 0.75, stop => Abuse.HugeMessagesAsync(gateway, stop)),
            ("specs that cannot run", 0.75, stop => Abuse.BadSpecsAsync(other, SpecOf("bad"), stop)),
            ("70 half-open streams of weights", 0.9, stop => Task.WhenAll(weights.Select(port => Abuse.HalfOpenAsync(port, 70, stop)))),
            ("2000 half-open connections to the gateway", 0.75, stop => Abuse.HalfOpenAsync(gateway, 2000, stop)),
        ];
        var kept = new List<(string Name, double Least, double Ratio)>();
        foreach (var (name, least, doIt) in abuses)
            kept.Add((name, least, await BesideAsync(cluster, run, name, doIt)));
        Assert.All(kept, row => Assert.True(row.Ratio >= row.Least, string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Ratio:0.00} of the steps are left")));
    }

    [Fact]
    public async Task However_many_runs_another_tenant_has_a_run_keeps_three_quarters_of_the_steps_it_makes_beside_a_single_one()
    {
        LongForm.SkipUnlessAskedFor("five minutes");
        await using var cluster = await KeyedCluster.StartAsync(2, Cancellation);
        await using var own = await cluster.ConnectAsync("a", Cancellation);
        await using var other = await cluster.ConnectAsync("b", Cancellation);
        var run = await AtWorkAsync(own, "own");
        var (alone, memory) = (await RateAsync(run), MemoryOf(cluster));
        var single = await AtWorkAsync(other, "single");
        var (shared, othersShared) = (await RateAsync(run), await RateAsync(single));
        var watch = Stopwatch.StartNew();
        var submitting = Abuse.ManyRunsAsync(other, SpecOf("any"), submitted: 2000, resumed: 60, Cancellation);
        await Task.Delay(Calm, Cancellation);
        var flooded = await RateAsync(run);
        var kept = await submitting.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);
        var submittedSeconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        var runs = await other.Runs.ListAsync(Cancellation);
        var (listedSeconds, peak) = (watch.Elapsed.TotalSeconds, MemoryOf(cluster));
        var (beside, besides) = (await RateAsync(run), await Task.WhenAll(
            runs.Where(one => one.State == RunLifecycle.Running).Select(async one => await RateAsync(await other.Runs.FindAsync(one.RunId, Cancellation)))));
        foreach (var one in runs.Where(one => one.State is RunLifecycle.Queued or RunLifecycle.Running).OrderByDescending(one => one.State))
            await (await other.Runs.FindAsync(one.RunId, Cancellation)).CancelAsync(Cancellation);
        await Task.Delay(TimeSpan.FromMinutes(1) - Window, Cancellation);
        var after = await RateAsync(run);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"steps a second: alone {alone:0.00}, beside one run {shared:0.00} (which makes {othersShared:0.00}), while 2000 are submitted {flooded:0.00}, beside {besides.Length} at work {beside:0.00} (which make {besides.Sum():0.00}), after {after:0.00}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kept} runs kept of 2000 in {submittedSeconds:0} s; a list of all took {listedSeconds:0.00} s; coordinator {memory >> 20} {peak >> 20} {MemoryOf(cluster) >> 20} MB"));
        Assert.True(flooded >= 0.75 * shared, "while runs are submitted");
        Assert.True(beside >= 0.75 * shared, "beside those at work");
    }

    private static RunSpec SpecOf(string name)
    {
        var tiny = ClusterRun.Tiny(steps: 100_000);
        return tiny with { Name = name, Checkpoints = new() { EverySteps = 50, Keep = 2 } };
    }

    /// <summary>Steps a second beside an abuse, of those before and after it.</summary>
    private async Task<double> BesideAsync(KeyedCluster cluster, RunHandle run, string name, Func<CancellationToken, Task> abuse)
    {
        var (before, memory) = (await RateAsync(run), MemoryOf(cluster));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var abusing = Task.Run(() => abuse(stop.Token), Cancellation);
        await Task.Delay(Calm / 2, Cancellation);
        var listed = await ListSecondsAsync(run, cluster);
        var (beside, peak) = (await RateAsync(run), MemoryOf(cluster));
        await stop.CancelAsync();
        await abusing.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await Task.Delay(Calm, Cancellation);
        return Told(name, before, beside, await RateAsync(run), memory, peak, MemoryOf(cluster), listed);
    }

    private double Told(string name, double before, double beside, double after, long memory, long peak, long left, double listed)
    {
        var ratio = 2 * beside / (before + after);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}: {before:0.00} {beside:0.00} {after:0.00} steps a second, {ratio:0.00}; coordinator {memory >> 20} {peak >> 20} {left >> 20} MB; a list took {listed:0.00} s"));
        return ratio;
    }

    private static async Task<double> ListSecondsAsync(RunHandle run, KeyedCluster cluster)
    {
        ArgumentNullException.ThrowIfNull(run);
        var watch = Stopwatch.StartNew();
        await using var client = await cluster.ConnectAsync("a", Cancellation);
        watch.Restart();
        await client.Runs.ListAsync(Cancellation);
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> RateAsync(RunHandle run)
    {
        var (before, watch) = (await StepAsync(run), Stopwatch.StartNew());
        await Task.Delay(Window, Cancellation);
        return (await StepAsync(run) - before) / watch.Elapsed.TotalSeconds;
    }

    private static async Task<int> StepAsync(RunHandle run) => (await run.Run.DescribeAsync(Cancellation)).LastStep?.Step ?? 0;

    /// <summary>A run of a client's that has warmed up.</summary>
    private static async Task<RunHandle> AtWorkAsync(MagistralClient client, string name)
    {
        var run = await client.Runs.SubmitAsync(SpecOf(name), Cancellation);
        await run.ResumeAsync(Cancellation);
        await UntilStepAsync(run, 20);
        return run;
    }

    private static async Task UntilStepAsync(RunHandle run, int step)
    {
        for (var watch = Stopwatch.StartNew(); await StepAsync(run) < step; await Task.Delay(200, Cancellation))
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(3), $"step {step} was not made in time");
    }

    private static long MemoryOf(KeyedCluster cluster) =>
        long.Parse(File.ReadAllText($"/proc/{cluster.Silos.ProcessOf("coordinator")}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
