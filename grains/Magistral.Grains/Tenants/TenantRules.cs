using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;

namespace Magistral.Grains.Tenants;

/// <summary>What a tenant has, and what it may not have more of. Pure, thread-safe.</summary>
public static class TenantRules
{
    private const string AskOperator = "or ask an operator of the service for more, who gives it with `magistral tenants set`";

    /// <summary>What the books add up to.</summary>
    public static TenantUsage UsageOf(TenantState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var atWork = state.Runs.Values.Where(run => run.State == RunLifecycle.Running).ToList();
        return new(state.Runs.Count, atWork.Count, state.Runs.Values.Count(run => run.State == RunLifecycle.Queued),
            (int)Math.Min(int.MaxValue, atWork.Sum(run => (long)run.Groups)), state.StoredBytes.Values.Sum());
    }

    /// <summary>The state with a note; the same object when it changes nothing.</summary>
    public static TenantState With(TenantState state, RunNote note)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(note);
        return state.Runs.GetValueOrDefault(note.RunId) == note ? state : state with { Runs = new Dictionary<string, RunNote>(state.Runs) { [note.RunId] = note } };
    }

    /// <summary>The state with what is stored of runs; the same object when it changes nothing.</summary>
    public static TenantState With(TenantState state, IReadOnlyDictionary<string, long> bytes)
    {
        ArgumentNullException.ThrowIfNull(state);
        var known = bytes.Where(pair => state.Runs.ContainsKey(pair.Key) && state.StoredBytes.GetValueOrDefault(pair.Key, -1) != pair.Value).ToList();
        if (known.Count == 0)
            return state;
        var stored = new Dictionary<string, long>(state.StoredBytes);
        foreach (var (runId, count) in known)
            stored[runId] = count;
        return state with { StoredBytes = stored };
    }

    /// <summary>The state without a run.</summary>
    public static TenantState Without(TenantState state, string runId)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Runs.ContainsKey(runId) ? state : state with
        {
            Runs = state.Runs.Where(pair => pair.Key != runId).ToDictionary(),
            StoredBytes = state.StoredBytes.Where(pair => pair.Key != runId).ToDictionary(),
        };
    }

    /// <summary>Why a tenant may not keep one run more; null when it may.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="kept">Runs that it keeps now.</param>
    public static TenantQuotaException? OneRunMore(TenantDescription tenant, int kept)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return kept >= tenant.Quota.Runs
            ? new($"tenant {tenant.Tenant} keeps {Counted.Of(kept, "run")} and may keep {tenant.Quota.Runs}", $"delete one with `magistral runs delete`, {AskOperator}")
            : StoredMore(tenant);
    }

    /// <summary>Why nothing more may be stored of a tenant; null when it may.</summary>
    public static TenantQuotaException? StoredMore(TenantDescription tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return tenant.Usage.StoredBytes >= tenant.Quota.StoredBytes
            ? new(StoredOf(tenant), $"delete runs with `magistral runs delete`, {AskOperator}")
            : null;
    }

    /// <summary>What is stored of a tenant and what it may have, in words.</summary>
    public static string StoredOf(TenantDescription tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return $"{Counted.Of(tenant.Usage.StoredBytes, "byte")} are stored of the runs of tenant {tenant.Tenant}, which may have {tenant.Quota.StoredBytes}";
    }

    /// <summary>Why a run can never be at work; null when it can.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="groups">Prompt groups that the run keeps in flight on each generator.</param>
    public static TenantQuotaException? TooWide(TenantDescription tenant, int groups)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return groups > tenant.Quota.GroupsInFlight
            ? new($"the run keeps {Counted.Of(groups, "group")} in flight on each generator, tenant {tenant.Tenant} may keep {tenant.Quota.GroupsInFlight}", $"give it a smaller rl.n_async, {AskOperator}")
            : null;
    }
}
