using Magistral.Contracts.Specs;
using Magistral.Contracts.Queue;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>Keeps a generator's leases while its engine goes on, and lets go of groups that are no longer its own.</summary>
internal sealed partial class LeaseRenewals(
    string generatorId, TimeSpan period, IRolloutQueueGrain queue, IRolloutEngine engine, LeasedGroups leased, GrainCalls calls, TimeProvider clock, ILogger log)
{
    private const int RenewalsPerLease = 3;
    private long? renewedAt;
    private long beats = -1;

    /// <summary>How often a lease is renewed: two calls may be lost.</summary>
    public static TimeSpan PeriodOf(RlSpec rl) => TimeSpan.FromSeconds(rl.LeaseSeconds) / RenewalsPerLease;

    /// <summary>Renews when it is time. From the task that leases: an answer on its way must not be missing among the groups that are named.</summary>
    public async Task RenewIfDueAsync(CancellationToken cancellation)
    {
        if (renewedAt is { } last && (clock.GetElapsedTime(last) < period || engine.Beats == beats))
            return;
        beats = engine.Beats;
        renewedAt = clock.GetTimestamp();
        var lost = await calls.CallAsync(token => queue.RenewAsync(generatorId, leased.Numbers, token), cancellation);
        foreach (var number in lost.Where(leased.Drop))
            LogLost(log, generatorId, number);
    }

    [LoggerMessage(2131, LogLevel.Information, "Generator {GeneratorId} lets go of group {Group}: another one has it, or nobody needs it any more")]
    private static partial void LogLost(ILogger log, string generatorId, int group);
}
