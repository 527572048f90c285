using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The grain of the scheduler.</summary>
[GrainType("run-roster"), RequireRole(SiloRoles.Coordinator)]
public sealed class RunSchedulerGrain([PersistentState("roster", GrainStores.Objects)] IPersistentState<RunSchedulerState> scheduler, ServiceCapacity limits) : Grain, IRunSchedulerGrain
{
    private IReadOnlyList<ScheduledRun> Runs => scheduler.State.Runs;

    /// <inheritdoc/>
    public async Task<RunAdmission> EnterAsync(ScheduledRun entry, CancellationToken cancellation)
    {
        if (!Runs.Any(run => run.RunId == entry.RunId))
            await CommitAsync(await AdmittedAsync([.. Runs, entry with { IsAtWork = false }], cancellation), cancellation);
        return (await PlaceAsync(entry.RunId, cancellation))!;
    }

    /// <inheritdoc/>
    public Task LeaveAsync(string runId, CancellationToken cancellation) =>
        Runs.Any(run => run.RunId == runId) ? CommitAsync([.. Runs.Where(run => run.RunId != runId)], cancellation) : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> AdmitAsync(CancellationToken cancellation)
    {
        if (Runs.Any(run => !run.IsAtWork) && await AdmittedAsync(Runs, cancellation) is var next && !ReferenceEquals(next, Runs))
            await CommitAsync(next, cancellation);
        return AtWork();
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) => Task.FromResult(AtWork());

    /// <inheritdoc/>
    public async Task<RunAdmission?> PlaceAsync(string runId, CancellationToken cancellation) => Runs.FirstOrDefault(run => run.RunId == runId) is { } entry
        ? SchedulingRules.PlaceOf(Runs, runId, await QuotaAsync(entry.Tenant, cancellation), limits.MostRunsAtOnce)
        : null;

    private async Task<IReadOnlyList<ScheduledRun>> AdmittedAsync(IReadOnlyList<ScheduledRun> runs, CancellationToken cancellation)
    {
        var tenants = runs.Select(run => run.Tenant).Distinct(StringComparer.Ordinal).ToList();
        var quotas = await Task.WhenAll(tenants.Select(tenant => QuotaAsync(tenant, cancellation)));
        return SchedulingRules.Admit(runs, tenants.Zip(quotas).ToDictionary(pair => pair.First, pair => pair.Second), limits.MostRunsAtOnce);
    }

    private async Task<TenantQuota> QuotaAsync(string tenant, CancellationToken cancellation) =>
        (await GrainFactory.GetGrain<ITenantGrain>(tenant).DescribeAsync(cancellation)).Quota;

    private IReadOnlyList<string> AtWork() => [.. Runs.Where(run => run.IsAtWork).Select(run => run.RunId)];

    private Task CommitAsync(IReadOnlyList<ScheduledRun> runs, CancellationToken cancellation) => scheduler.CommitAsync(new() { Runs = runs }, cancellation);
}
