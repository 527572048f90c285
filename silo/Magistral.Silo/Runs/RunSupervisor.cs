using System.Collections.Concurrent;
using Magistral.Contracts.Runs;
using Magistral.Grains;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Runs;

/// <summary>
/// A coordinator's round: every run on the schedule is supervised, which brings its grains back after a crash and its trainer back to work. Every coordinator
/// goes round, so that none is special.
/// </summary>
/// <remarks>Orleans' reminders would do the same, but no sooner than once a minute.</remarks>
public sealed partial class RunSupervisor(IGrainFactory grains, TimeProvider clock, ILogger<RunSupervisor> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, string> untended = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            try
            {
                var scheduler = grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key);
                var runs = await scheduler.AdmitAsync(stoppingToken).WaitAsync(Deadline, clock, stoppingToken);
                await Task.WhenAll(runs.Select(runId => SuperviseAsync(runId, stoppingToken)));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogSchedulerUnread(log, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SuperviseAsync(string runId, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<IRunGrain>(runId).SuperviseAsync(cancellation).WaitAsync(Deadline, clock, cancellation);
            untended.TryRemove(runId, out _);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && GrainFaults.AreExpected(error))
        {
            if (untended.TryAdd(runId, error.Message)) // said once, until it goes well again
                LogUntended(log, runId, error.Message);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The scheduler of runs could not be read, it is asked again: {Reason}")]
    private static partial void LogSchedulerUnread(ILogger log, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Run {RunId} could not be supervised, it is tried again: {Reason}")]
    private static partial void LogUntended(ILogger log, string runId, string reason);
}
