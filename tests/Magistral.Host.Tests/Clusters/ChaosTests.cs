using System.Diagnostics;
using System.Globalization;

namespace Magistral.Host.Tests.Clusters;

/// <summary>
/// Any process may be killed at any moment, and the books balance. MAGISTRAL_CHAOS_KILLS sets how many are killed; the long form is 20:
/// <c>MAGISTRAL_CHAOS_KILLS=20 infra/test.sh Chaos</c>.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private static readonly (string Name, string Roles)[] Silos = [("coordinator", "coordinator"), ("generator-1", "generator"), ("generator-2", "generator"), ("trainer", "trainer,verifier")];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("MAGISTRAL_CHAOS_KILLS") ?? "4", CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_run_whose_processes_are_killed_again_and_again_completes_and_its_books_balance()
    {
        await using var cluster = await LocalCluster.StartAsync(2, Cancellation);
        var spec = ClusterRun.Tiny(steps: Math.Max(60, Kills * 6));
        var run = await ClusterRun.SubmitAsync(cluster.Grains, spec);
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(3), Cancellation);
        var schedule = new Random(20261124);
        for (var kill = 0; kill < Kills; kill++)
        {
            var (name, roles) = Silos[kill < Silos.Length ? kill : schedule.Next(Silos.Length)];
            var before = (await run.DescribeAsync()).LastStep!.Step;
            await cluster.SignalAsync(name, "KILL", Cancellation);
            var since = Stopwatch.StartNew();
            await Task.Delay(TimeSpan.FromSeconds(schedule.NextDouble()), Cancellation);
            await cluster.StartSiloAsync(name, roles, Cancellation);
            var next = await run.UntilAnotherStepAsync(before, TimeSpan.FromMinutes(2), Cancellation);
            output.WriteLine($"kill {kill + 1}: {name} at step {before}, next step after {since.Elapsed.TotalSeconds:0.0} s (now {next})");
            await Task.Delay(TimeSpan.FromSeconds(schedule.NextDouble() * 3), Cancellation);
        }
        await run.UntilCompletedAsync(TimeSpan.FromMinutes(5), Cancellation);
        await ClusterBooks.CheckAsync(run, spec);
    }
}
