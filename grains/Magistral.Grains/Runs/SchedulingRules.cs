using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;

namespace Magistral.Grains.Runs;

/// <summary>
/// Who is at work and who waits. A tenant's runs go in the order in which they were entered, as far as its quota reaches; where the service has room for
/// less than all of them, the next place is that of the tenant with the fewest at work. Pure, thread-safe.
/// </summary>
public static class SchedulingRules
{
    /// <summary>The runs with those at work that may be by now; the same object when nobody goes.</summary>
    /// <param name="runs">The runs, oldest first.</param>
    /// <param name="quotas">The quota of every tenant that has a run among them.</param>
    /// <param name="mostAtOnce">Runs of all tenants that are at work at once.</param>
    public static IReadOnlyList<ScheduledRun> Admit(IReadOnlyList<ScheduledRun> runs, IReadOnlyDictionary<string, TenantQuota> quotas, int mostAtOnce)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(quotas);
        var next = runs;
        while (next.Count(run => run.IsAtWork) < mostAtOnce && NextOf(next, quotas) is { } admitted)
            next = [.. next.Select(run => run.RunId == admitted.RunId ? run with { IsAtWork = true } : run)];
        return next;
    }

    /// <summary>Where a run stands; null when it is not entered.</summary>
    /// <param name="runs">The runs, oldest first.</param>
    /// <param name="runId">The run.</param>
    /// <param name="quota">The quota of its tenant.</param>
    /// <param name="mostAtOnce">Runs of all tenants that are at work at once.</param>
    public static RunAdmission? PlaceOf(IReadOnlyList<ScheduledRun> runs, string runId, TenantQuota quota, int mostAtOnce)
    {
        ArgumentNullException.ThrowIfNull(runs);
        ArgumentNullException.ThrowIfNull(quota);
        if (runs.FirstOrDefault(run => run.RunId == runId) is not { } entry)
            return null;
        if (entry.IsAtWork)
            return new(true, "");
        var own = runs.Where(run => run.Tenant == entry.Tenant).ToList();
        var atWork = own.Count(run => run.IsAtWork);
        var ahead = own.TakeWhile(run => run.RunId != runId).Count(run => !run.IsAtWork);
        var why = ahead > 0 ? $"{Counted.Of(ahead, "run")} of tenant {entry.Tenant} before it"
            : atWork >= quota.RunsAtOnce ? $"one of {Counted.Of(atWork, "run")} at work of tenant {entry.Tenant}, which may have {quota.RunsAtOnce} at once"
            : !HasRoom(own, entry, quota) ? $"the groups that runs of tenant {entry.Tenant} keep in flight, {quota.GroupsInFlight} at most"
            : $"one of {Counted.Of(runs.Count(run => run.IsAtWork), "run")} at work in the service, which has room for {mostAtOnce}";
        return new(false, $"waits for {why}");
    }

    private static ScheduledRun? NextOf(IReadOnlyList<ScheduledRun> runs, IReadOnlyDictionary<string, TenantQuota> quotas) => runs
        .GroupBy(run => run.Tenant, StringComparer.Ordinal)
        .Select(own => (AtWork: own.Count(run => run.IsAtWork), First: own.FirstOrDefault(run => !run.IsAtWork), Own: own))
        .Where(tenant => tenant.First is { } first && tenant.AtWork < quotas[first.Tenant].RunsAtOnce && HasRoom(tenant.Own, first, quotas[first.Tenant]))
        .OrderBy(tenant => tenant.AtWork)
        .Select(tenant => tenant.First)
        .FirstOrDefault();

    private static bool HasRoom(IEnumerable<ScheduledRun> own, ScheduledRun next, TenantQuota quota) =>
        own.Where(run => run.IsAtWork).Sum(run => (long)run.Groups) + next.Groups <= quota.GroupsInFlight;
}
