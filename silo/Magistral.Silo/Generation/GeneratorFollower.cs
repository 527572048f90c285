using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Grains;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>Lets this silo's generator work on whatever runs: it joins runs that appear on the schedule and leaves those that are gone from it.</summary>
public sealed partial class GeneratorFollower(IGrainFactory grains, GeneratorWorkers workers, SiloResources silo, TimeProvider clock, ILogger<GeneratorFollower> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMinutes(1);
    private readonly Dictionary<GeneratorKey, long> startedAt = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                var scheduler = grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key);
                await FollowAsync(await scheduler.ListAsync(stoppingToken).WaitAsync(Deadline, clock, stoppingToken));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogSchedulerUnread(log, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task FollowAsync(IReadOnlyList<string> runs)
    {
        var wanted = runs.Select(runId => new GeneratorKey(runId, silo.Name, silo.Device)).ToHashSet();
        foreach (var key in wanted.Where(key => !workers.IsAtWork(key.ToString()) && IsDue(key)))
            workers.Start(key.RunId, key.ToString());
        foreach (var gone in workers.Ids.Where(id => !wanted.Contains(GeneratorKey.Parse(id))).ToList())
        {
            LogLeft(log, gone);
            startedAt.Remove(GeneratorKey.Parse(gone));
            await workers.StopAsync(gone);
        }
    }

    /// <summary>One that failed is started again, but not at once; one whose run does not fit here, to tell it to a run that may have forgotten.</summary>
    private bool IsDue(GeneratorKey key)
    {
        var pause = workers.IsRefused(key.ToString()) ? PauseAfterRefusal : PauseAfterFailure;
        if (startedAt.TryGetValue(key, out var before) && clock.GetElapsedTime(before) < pause)
            return false;
        startedAt[key] = clock.GetTimestamp();
        return true;
    }

    [LoggerMessage(2111, LogLevel.Warning, "The scheduler of runs could not be read, the generators go on with what they have: {Reason}")]
    private static partial void LogSchedulerUnread(ILogger log, string reason);

    [LoggerMessage(2112, LogLevel.Information, "Generator {GeneratorId} leaves its run, which is over")]
    private static partial void LogLeft(ILogger log, string generatorId);
}
