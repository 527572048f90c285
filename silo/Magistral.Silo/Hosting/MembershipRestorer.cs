using Magistral.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Hosting;

/// <summary>
/// Watches the cluster's membership table. Where it comes back without what was in it, as a Redis without persistence does, this silo writes back what it
/// saw of it last: itself, the other members, and who is dead. Without that no client would find a gateway, and no silo would hear of another.
/// </summary>
/// <remarks>A silo that the table calls dead, or that is leaving, writes nothing.</remarks>
public sealed partial class MembershipRestorer(
    IMembershipTable table, ILocalSiloDetails self, IClusterMembershipService membership, TimeProvider clock, ILogger<MembershipRestorer> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private MembershipTableData? known;
    private DateTimeOffset? silentSince;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        do
        {
            using var late = new CancellationTokenSource(Deadline, clock);
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, late.Token);
            var began = clock.GetUtcNow();
            try
            {
                await RoundAsync(linked.Token);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                if (silentSince is null)
                    LogSilent(log, late.IsCancellationRequested ? $"no answer came within {Deadline.TotalSeconds:0} s" : error.Message.TrimEnd('.'));
                silentSince ??= began;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task RoundAsync(CancellationToken cancellation)
    {
        var seen = await ReadAsync(cancellation);
        if (silentSince is { } since)
            LogAnswers(log, (clock.GetUtcNow() - since).TotalSeconds);
        silentSince = null;
        if (known is { } before && MembershipRecovery.HasLost(before, seen))
        {
            if (!IsActive())
                return;
            LogLost(log, before.Version.Version, Counted.Of(before.Members.Count, "row"), seen.Version.Version, Counted.Of(seen.Members.Count, "row"));
            var started = clock.GetTimestamp();
            var rows = await MembershipRecovery.RestoreAsync(table, Own(before), cancellation);
            seen = await table.ReadAllAsync(cancellation);
            LogRestored(log, Counted.Of(rows, "row"), seen.Version.Version, clock.GetElapsedTime(started).TotalSeconds);
        }
        known = seen;
        if (membership.CurrentSnapshot.Version.Value < seen.Version.Version)
            await membership.Refresh(new MembershipVersion(seen.Version.Version), cancellation); // Orleans itself asks ever more rarely after failures
    }

    /// <summary>Reads the table. Where it is gone altogether, its first row is laid again at once: a table without one cannot be read.</summary>
    private async Task<MembershipTableData> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return await table.ReadAllAsync(cancellation);
        }
        catch (Exception) when (known is not null && IsActive() && !cancellation.IsCancellationRequested)
        {
            await table.InitializeMembershipTableAsync(true, cancellation);
            return await table.ReadAllAsync(cancellation);
        }
    }

    private bool IsActive() => membership.CurrentSnapshot.GetSiloStatus(self.SiloAddress) == SiloStatus.Active;

    /// <summary>What was seen, with this silo as alive as it is.</summary>
    private MembershipTableData Own(MembershipTableData seen)
    {
        if (seen.TryGet(self.SiloAddress) is { } own)
            own.Item1.IAmAliveTime = clock.GetUtcNow().UtcDateTime;
        return seen;
    }

    [LoggerMessage(2411, LogLevel.Warning, "The cluster's membership table does not answer: {Reason}. Runs go on, and so do the silos and clients that are connected; no silo can join and none be declared dead before it answers.")]
    private static partial void LogSilent(ILogger log, string reason);

    [LoggerMessage(2412, LogLevel.Warning, "The cluster's membership table answers again, after {Seconds:0} s.")]
    private static partial void LogAnswers(ILogger log, double seconds);

    [LoggerMessage(2413, LogLevel.Warning, "The cluster's membership table was lost: it stood at version {Known} with {Rows} and came back at version {Seen} with {Left}. This silo writes back what it saw of it last. Have its Redis keep its data on disk (appendonly yes).")]
    private static partial void LogLost(ILogger log, int known, string rows, int seen, string left);

    [LoggerMessage(2414, LogLevel.Warning, "The cluster's membership table is back: this silo wrote {Rows}, it stands at version {Version}, in {Seconds:0.0} s. Nothing else needs to be done.")]
    private static partial void LogRestored(ILogger log, string rows, int version, double seconds);
}
