using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;
using Magistral.Grains;
using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Magistral.Grains.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Runs;

/// <summary>
/// A coordinator's other round: what is stored of the runs at work, and of those that stopped since the round before, goes into their tenants' books. Where
/// a tenant has more than it may, its runs are held. Of runs that stopped it has swept what their checkpoints left, which nobody else comes back for.
/// </summary>
public sealed partial class StorageMeter(IGrainFactory grains, IObjectStore store, TimeProvider clock, ILogger<StorageMeter> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private HashSet<string> before = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await MeasureAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogUnmeasured(log, error.Message);
            }
        }
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        var atWork = (await grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key).ListAsync(cancellation).WaitAsync(Deadline, clock, cancellation)).ToHashSet(StringComparer.Ordinal);
        var unswept = await UnsweptAsync(before.Except(atWork), cancellation);
        var measured = new List<(string Tenant, string RunId, long Bytes)>();
        foreach (var runId in atWork.Union(before))
            if (await TenantAsync(runId, cancellation) is { } tenant)
                measured.Add((tenant, runId, await RunObjects.CountBytesAsync(store, runId, cancellation)));
        before = [.. atWork, .. unswept];
        foreach (var own in measured.GroupBy(run => run.Tenant, StringComparer.Ordinal))
            await NoteAsync(own.Key, own.ToDictionary(run => run.RunId, run => run.Bytes), atWork, cancellation);
    }

    private async Task NoteAsync(string tenant, Dictionary<string, long> bytes, HashSet<string> atWork, CancellationToken cancellation)
    {
        var books = grains.GetGrain<ITenantGrain>(tenant);
        await books.NoteStoredAsync(bytes, cancellation).WaitAsync(Deadline, clock, cancellation);
        var description = await books.DescribeAsync(cancellation).WaitAsync(Deadline, clock, cancellation);
        if (description.Usage.StoredBytes <= description.Quota.StoredBytes)
            return;
        var reason = $"{TenantRules.StoredOf(description)}: delete some of them or ask an operator for more";
        foreach (var runId in bytes.Keys.Where(atWork.Contains))
            await grains.GetGrain<IRunGrain>(runId).HoldAsync(reason, cancellation).WaitAsync(Deadline, clock, cancellation);
    }

    /// <summary>Those that must be looked at again: someone reads what expired, or something could not be deleted.</summary>
    private async Task<IReadOnlyList<string>> UnsweptAsync(IEnumerable<string> stopped, CancellationToken cancellation)
    {
        var unswept = new List<string>();
        foreach (var runId in stopped)
            try
            {
                if (!await grains.GetGrain<IRunGrain>(runId).SweepCheckpointsAsync(cancellation).WaitAsync(Deadline, clock, cancellation))
                    unswept.Add(runId);
            }
            catch (Exception error) when (!cancellation.IsCancellationRequested && GrainFaults.AreExpected(error))
            {
                LogUnswept(log, runId, error.Message);
                unswept.Add(runId);
            }
        return unswept;
    }

    /// <summary>Null for a run that was deleted meanwhile.</summary>
    private async Task<string?> TenantAsync(string runId, CancellationToken cancellation)
    {
        try
        {
            return await grains.GetGrain<IRunGrain>(runId).TenantAsync(cancellation).WaitAsync(Deadline, clock, cancellation);
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }

    [LoggerMessage(2003, LogLevel.Warning, "What is stored of the runs could not be counted, it is counted again: {Reason}")]
    private static partial void LogUnmeasured(ILogger log, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "What belongs to no checkpoint of run {RunId} could not be deleted, it is tried again: {Reason}")]
    private static partial void LogUnswept(ILogger log, string runId, string reason);
}
