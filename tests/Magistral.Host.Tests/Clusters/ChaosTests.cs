using System.Diagnostics;
using Magistral.Contracts.Runs;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Any process may be killed at any moment, and the books balance. The long form kills 20 of them: <c>MAGISTRAL_LONG=1 infra/test.sh Chaos</c>.</summary>
[Collection(ClusterCollection.Name)]
[Trait("Category", "Chaos")]
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int StepsPerKill = 25; // more than a kill and its repair leave time for
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private static readonly (string Name, string Roles)[] Silos = [("coordinator", "coordinator"), ("generator-1", "generator"), ("generator-2", "generator"), ("trainer", "trainer,verifier")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills => LongForm.IsAskedFor ? 20 : 4;

    [Fact]
    public async Task A_run_whose_processes_are_killed_again_and_again_completes_and_its_books_balance()
    {
        await using var cluster = await LocalCluster.StartAsync(2, Cancellation);
        var spec = ClusterRun.Tiny(steps: Math.Max(60, Kills * StepsPerKill));
        var run = await ClusterRun.SubmitAsync(cluster.Grains, spec);
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(3), Cancellation);
        var (schedule, recoveries) = (new Random(20261124), new Recoveries(output));
        for (var kill = 0; kill < Kills; kill++)
        {
            var (name, roles) = Silos[kill < Silos.Length ? kill : schedule.Next(Silos.Length)];
            var before = await run.DescribeAsync();
            Assert.Equal(RunLifecycle.Running, before.State);
            await cluster.SignalAsync(name, "KILL", Cancellation);
            var since = Stopwatch.StartNew();
            await Task.Delay(TimeSpan.FromSeconds(schedule.NextDouble()), Cancellation);
            await cluster.StartSiloAsync(name, roles, Cancellation);
            var next = await run.UntilAnotherStepAsync(before.LastStep!.Step, TimeSpan.FromMinutes(2), Cancellation);
            recoveries.Add(name, since.Elapsed.TotalSeconds);
            output.WriteLine($"kill {kill + 1}: {name} at step {before.LastStep.Step}, next step after {since.Elapsed.TotalSeconds:0.0} s (now {next})");
            await Task.Delay(TimeSpan.FromSeconds(schedule.NextDouble() * 3), Cancellation);
        }
        recoveries.Write();
        await run.UntilCompletedAsync(TimeSpan.FromMinutes(5), Cancellation);
        output.WriteLine(await ClusterBooks.CheckAsync(run, spec));
        if (LongForm.IsAskedFor) // alone on its machine; the short form runs beside other tests
            Assert.InRange(recoveries.WorstSeconds, 0, Bound.TotalSeconds);
    }
}
