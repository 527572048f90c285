using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Magistral.Client.Tests.Service;
using Magistral.Contracts.Runs;

namespace Magistral.Cli.Tests.Processes;

/// <summary>A client process is killed at random moments; the service is a real silo that outlives it.</summary>
public sealed class KilledClientTests
{
    private const int Kills = 10;
    private static readonly Random Moments = new(20261124);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_submission_killed_at_random_moments_and_made_again_is_one_run()
    {
        using var folder = new WorkFolder();
        await using var silo = await LoopbackSilo.StartAsync();
        string[] submit = ["submit", folder.SpecFile, "--cluster", Gateway(silo), "--output", "json"];
        var whole = await MeasureAsync("runs", "list", "--cluster", Gateway(silo)); // a call and no more: a submission takes a little longer
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Magistral.Start(submit);
            await Task.Delay(whole * (0.5 + 0.7 * Moments.NextDouble()), Cancellation);
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(Cancellation);
        }
        var id = (await Magistral.RunAsync(submit)).Json.GetProperty("id").GetString()!;
        var runs = (await Magistral.RunAsync("runs", "list", "--cluster", Gateway(silo), "--output", "json")).Json;
        Assert.Equal(id, Assert.Single(runs.EnumerateArray()).GetProperty("id").GetString());
        var audit = (await silo.Inside.GetGrain<IRunGrain>(id).DescribeAsync(Cancellation)).Audit;
        Assert.Equal(["submitted", "started"], audit.Select(entry => entry.What));
    }

    [Fact]
    public async Task A_watch_killed_at_random_moments_and_gone_on_with_sees_every_event_once()
    {
        using var folder = new WorkFolder();
        await using var silo = await LoopbackSilo.StartAsync();
        var id = (await Magistral.RunAsync("submit", folder.SpecFile, "--cluster", Gateway(silo), "--output", "json")).Json.GetProperty("id").GetString()!;
        var training = TrainAsync(silo.Inside.GetGrain<IRunGrain>(id));
        var seen = new List<long>();
        for (var kill = 0; kill < Kills; kill++)
            await WatchAsync(silo, seen, TimeSpan.FromMilliseconds(Moments.Next(300, 1500)));
        await training;
        await WatchAsync(silo, seen, patience: null);
        var told = await silo.Inside.GetGrain<IRunProgressGrain>(id).FeedAsync(0, 1000, Cancellation);
        Assert.Equal(told.Entries.Select(entry => entry.Sequence), seen);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
        Assert.Contains(told.Entries, entry => entry.Kind == RunFeedKind.RolledBack);
    }

    private static async Task<TimeSpan> MeasureAsync(params string[] arguments)
    {
        await Magistral.RunAsync(arguments);
        var watch = Stopwatch.StartNew();
        await Magistral.RunAsync(arguments);
        return watch.Elapsed;
    }

    private static async Task TrainAsync(IRunGrain run)
    {
        var trainer = await PlayedTrainer.StartAsync(run);
        for (var step = 1; step <= 120; step++)
        {
            await trainer.StepsAsync(step, step);
            if (step % 20 == 0)
                await trainer.CheckpointAsync(step);
            await Task.Delay(40, Cancellation);
        }
        await trainer.StepsAsync(121, 130);
        await trainer.TakeChargeAsync();
        await trainer.FallBackAsync(120);
        await trainer.StepsAsync(121, 140);
        await trainer.CompleteAsync();
    }

    /// <summary>Watches on from the last event seen, until the process ends or is killed; a line that the kill cut is none.</summary>
    private static async Task WatchAsync(LoopbackSilo silo, List<long> seen, TimeSpan? patience)
    {
        var after = seen.Count == 0 ? 0 : seen[^1];
        using var process = Magistral.Start("runs", "watch", "tiny", "--after", after.ToString(CultureInfo.InvariantCulture), "--cluster", Gateway(silo), "--output", "json");
        var output = process.StandardOutput.ReadToEndAsync(Cancellation);
        if (patience is { } limit)
        {
            await Task.Delay(limit, Cancellation);
            process.Kill(entireProcessTree: true);
        }
        await Magistral.EndAsync(process);
        var lines = (await output).Split('\n')[..^1]; // the last piece has no end of line
        seen.AddRange(lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("sequence").GetInt64()));
    }

    private static string Gateway(LoopbackSilo silo) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{silo.GatewayPort}");
}
