using System.Diagnostics;
using Magistral.Contracts.Runs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Processes that stop for a while without dying, as on a paused virtual machine.</summary>
[Collection(ClusterCollection.Name)]
[Trait("Category", "Chaos")]
public sealed class FrozenTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Frozen = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan DeclaredDead = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan NextStep = TimeSpan.FromSeconds(30);
    private static readonly (string Name, string Roles)[] Silos = [("generator-1", "generator"), ("trainer", "trainer,verifier"), ("coordinator", "coordinator")];
    private static readonly (string Name, string Roles)[] Spares = [("trainer-2", "trainer,verifier"), ("coordinator-2", "coordinator")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_frozen_process_is_taken_for_dead_the_run_goes_on_without_it_and_thawed_it_changes_nothing()
    {
        LongForm.SkipUnlessAskedFor("five minutes");
        await using var cluster = await LocalCluster.StartAsync(2, Cancellation);
        foreach (var (name, roles) in Spares)
            await cluster.StartSiloAsync(name, roles, Cancellation);
        var spec = ClusterRun.Tiny(steps: 800);
        var run = await ClusterRun.SubmitAsync(cluster.Grains, spec);
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(3), Cancellation);
        foreach (var (name, roles) in Silos)
        {
            var process = cluster.ProcessOf(name);
            var before = await run.DescribeAsync();
            Assert.Equal(RunLifecycle.Running, before.State);
            var silo = await cluster.RunningAsync(name, Cancellation);
            await cluster.SignalAsync(name, "STOP", Cancellation);
            var since = Stopwatch.StartNew();
            var dead = await cluster.UntilDeadAsync(silo, TimeSpan.FromMinutes(1), Cancellation);
            output.WriteLine($"{name} frozen at step {before.LastStep!.Step}: declared dead after {dead.TotalSeconds:0.0} s");
            var next = await run.UntilAnotherStepAsync((await run.DescribeAsync()).LastStep!.Step, TimeSpan.FromMinutes(1), Cancellation);
            output.WriteLine($"  another step ({next}) after {since.Elapsed.TotalSeconds:0.0} s");
            Assert.InRange(dead, TimeSpan.Zero, DeclaredDead);
            Assert.InRange(since.Elapsed, TimeSpan.Zero, NextStep);
            if (Frozen - since.Elapsed is { Ticks: > 0 } rest)
                await Task.Delay(rest, Cancellation);
            await cluster.SignalAsync(name, "CONT", Cancellation);
            var left = await LocalCluster.UntilGoneAsync(process, TimeSpan.FromSeconds(40), Cancellation);
            output.WriteLine($"  thawed, it left after {left.TotalSeconds:0.0} s");
            await cluster.StartSiloAsync(name, roles, Cancellation);
            await run.UntilAnotherStepAsync((await run.DescribeAsync()).LastStep!.Step, TimeSpan.FromMinutes(1), Cancellation);
        }
        await run.UntilCompletedAsync(TimeSpan.FromMinutes(5), Cancellation);
        output.WriteLine(await ClusterBooks.CheckAsync(run, spec));
    }
}
