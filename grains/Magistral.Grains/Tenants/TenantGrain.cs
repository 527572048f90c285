using Magistral.Contracts.Silos;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Tenants;

/// <summary>The grain of a tenant's books. Steps are kept in memory alone and stored with whatever is stored next; a run tells them again.</summary>
[GrainType("tenant"), RequireRole(SiloRoles.Coordinator)]
public sealed class TenantGrain([PersistentState("tenant", GrainStores.Objects)] IPersistentState<TenantState> books, TenantQuota everybodys) : Grain, ITenantGrain
{
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
        if (books.State.Runs.TryGetValue(note.RunId, out var before) && before == note with { Step = before.Step })
        {
            books.State = next;
            return Task.CompletedTask;
        }
        return CommitAsync(next, cancellation);
    }

    /// <inheritdoc/>
    public Task NoteStoredAsync(IReadOnlyDictionary<string, long> bytes, CancellationToken cancellation) => CommitAsync(TenantRules.With(books.State, bytes), cancellation);

    /// <inheritdoc/>
    public Task ForgetAsync(string runId, CancellationToken cancellation) => CommitAsync(TenantRules.Without(books.State, runId), cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RunNote>> NotesAsync(IReadOnlyList<string> runIds, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<RunNote>>([.. runIds.Select(runId => books.State.Runs.GetValueOrDefault(runId)).OfType<RunNote>()]);

    private Task CommitAsync(TenantState next, CancellationToken cancellation) => ReferenceEquals(next, books.State) ? Task.CompletedTask : books.CommitAsync(next, cancellation);
}
