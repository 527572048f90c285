using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Tenants;

/// <summary>
/// The grain of a tenant's books. Steps are kept in memory alone and stored with whatever is stored next: a run tells them again. New runs are stored together
/// after a while, so that a thousand submissions do not write the books a thousand times: who misses one in them asks the run.
/// </summary>
[GrainType("tenant"), RequireRole(SiloRoles.Coordinator)]
public sealed class TenantGrain([PersistentState("tenant", GrainStores.Objects)] IPersistentState<TenantState> books, TenantQuota everybodys) : Grain, ITenantGrain
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private IGrainTimer? storing;

    /// <inheritdoc/>
    public Task<TenantDescription> DescribeAsync(CancellationToken cancellation) => Task.FromResult(
        new TenantDescription(this.GetPrimaryKeyString(), books.State.Quota ?? everybodys, books.State.Quota is null, TenantRules.UsageOf(books.State)));

    /// <inheritdoc/>
    public Task SetQuotaAsync(TenantQuota? quota, CancellationToken cancellation) => quota?.Fault() is { } fault
        ? throw new TenantQuotaException($"the quota says {fault}", "give numbers of 0 or more")
        : CommitAsync(books.State with { Quota = quota }, cancellation);

    /// <inheritdoc/>
    public Task NoteAsync(RunNote note, CancellationToken cancellation)
    {
        var next = TenantRules.With(books.State, note);
        var before = books.State.Runs.GetValueOrDefault(note.RunId);
        if (before != note with { Step = before?.Step ?? 0 } && note.State != RunLifecycle.Created)
            return CommitAsync(next, cancellation);
        books.State = next;
        if (before is null)
            storing ??= this.RegisterGrainTimer(StoreAsync, new() { DueTime = Delay, Period = Timeout.InfiniteTimeSpan });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task NoteStoredAsync(IReadOnlyDictionary<string, long> bytes, CancellationToken cancellation) => CommitAsync(TenantRules.With(books.State, bytes), cancellation);

    /// <inheritdoc/>
    public Task ForgetAsync(string runId, CancellationToken cancellation) => CommitAsync(TenantRules.Without(books.State, runId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunNote>> NotesAsync(IReadOnlyList<string> runIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RunNote>>([.. runIds.Select(runId => books.State.Runs.GetValueOrDefault(runId)).OfType<RunNote>()]);

    private Task StoreAsync(CancellationToken cancellation)
    {
        storing?.Dispose();
        storing = null;
        return books.CommitAsync(books.State, cancellation);
    }

    private Task CommitAsync(TenantState next, CancellationToken cancellation) => ReferenceEquals(next, books.State) ? Task.CompletedTask : books.CommitAsync(next, cancellation);
}
