using System.Collections.Concurrent;
using Magistral.Contracts.Runs;
using Magistral.Grains;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Runs;

/// <summary>
/// A coordinator's round: every run on the roster is tended, which brings its grains back after a crash and its trainer back to work. Every coordinator
/// goes round, so that none is special.
/// </summary>
/// <remarks>Orleans' reminders would do the same, but no sooner than once a minute.</remarks>
public sealed partial class RunKeeper(IGrainFactory grains, TimeProvider clock, ILogger<RunKeeper> log) : BackgroundService
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
                var roster = grains.GetGrain<IRunRosterGrain>(IRunRosterGrain.Key);
                var runs = await roster.AdmitAsync(stoppingToken).WaitAsync(Deadline, clock, stoppingToken);
                await Task.WhenAll(runs.Select(runId => TendAsync(runId, stoppingToken)));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogRosterUnread(log, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TendAsync(string runId, CancellationToken cancellation)
    {
        try
        {
            await grains.GetGrain<IRunGrain>(runId).TendAsync(cancellation).WaitAsync(Deadline, clock, cancellation);
            untended.TryRemove(runId, out _);
        }
        catch (Exception error) when (!cancellation.IsCancellationRequested && GrainFaults.AreExpected(error))
        {
            if (untended.TryAdd(runId, error.Message)) // said once, until it goes well again
                LogUntended(log, runId, error.Message);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "The roster of runs could not be read, it is asked again: {Reason}")]
    private static partial void LogRosterUnread(ILogger log, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Run {RunId} could not be tended, it is tried again: {Reason}")]
    private static partial void LogUntended(ILogger log, string runId, string reason);
}
