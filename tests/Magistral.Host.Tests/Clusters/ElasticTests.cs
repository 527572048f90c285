using Magistral.Contracts.Runs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Generators join and leave a run.</summary>
[Collection(ClusterCollection.Name)]
public sealed class ElasticTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.2;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_a_second_follow_the_generators_from_one_to_three_to_one_to_none_to_two_and_no_step_fails()
    {
        LongForm.SkipUnlessAskedFor("three minutes");
        await using var cluster = await PacedCluster.StartAsync(1, TimeSpan.FromMilliseconds(100), gapTokens: 256, Cancellation);
        var tiny = ClusterRun.Tiny(steps: 5000);
        var run = await ClusterRun.SubmitAsync(cluster.Silos.Grains, tiny with { Rl = tiny.Rl with { NAsync = 16, MaxStaleness = 16 } });
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(3), Cancellation);
        var one = await MeasureAsync(cluster, run, "generator-1");

        await StartAsync(cluster, "generator-2", "generator-3");
        var three = await MeasureAsync(cluster, run, "generator-1", "generator-2", "generator-3");

        await SignalAsync(cluster, "TERM", "generator-2", "generator-3");
        var oneAgain = await MeasureAsync(cluster, run, "generator-1");

        await SignalAsync(cluster, "KILL", "generator-1");
        await Task.Delay(TimeSpan.FromSeconds(5), Cancellation);
        Assert.Equal(0, await cluster.RateAsync(TimeSpan.FromSeconds(5), Cancellation));
        Assert.Equal(RunLifecycle.Running, (await run.DescribeAsync()).State);

        await StartAsync(cluster, "generator-1", "generator-2");
        var two = await MeasureAsync(cluster, run, "generator-1", "generator-2");
        await run.CancelAsync();

        var reports = (await run.DescribeAsync()).Generators;
        output.WriteLine($"decoding {reports.Sum(report => report.DecodeSeconds):0} s, held back {reports.Sum(report => report.ThrottledSeconds):0} s, idle {reports.Sum(report => report.IdleSeconds):0} s");
        output.WriteLine($"tokens a second with 1, 3, 1, 2 generators: {one:0}, {three:0}, {oneAgain:0}, {two:0}");
        Assert.InRange(three / (3 * one), 1 - Tolerance, 1 + Tolerance);
        Assert.InRange(oneAgain / one, 1 - Tolerance, 1 + Tolerance);
        Assert.InRange(two / (2 * one), 1 - Tolerance, 1 + Tolerance);
        Assert.Empty((await run.AuditAsync()).Faults);
    }

    private static async Task<double> MeasureAsync(PacedCluster cluster, ClusterRun run, params string[] generators)
    {
        foreach (var name in generators)
            await cluster.UntilDrawingAsync(name, Cancellation);
        var before = (await run.DescribeAsync()).LastStep!.Step;
        await run.UntilAnotherStepAsync(before, TimeSpan.FromMinutes(1), Cancellation);
        return await cluster.RateAsync(Window, Cancellation);
    }

    private static async Task StartAsync(PacedCluster cluster, params string[] names)
    {
        foreach (var name in names)
            await cluster.Silos.StartSiloAsync(name, "generator", Cancellation);
    }

    private static async Task SignalAsync(PacedCluster cluster, string signal, params string[] names)
    {
        foreach (var name in names)
        {
            var process = cluster.Silos.ProcessOf(name);
            await cluster.Silos.SignalAsync(name, signal, Cancellation);
            await LocalCluster.UntilGoneAsync(process, TimeSpan.FromSeconds(30), Cancellation);
        }
    }
}
