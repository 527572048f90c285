using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;

namespace Magistral.Client.Runs;

/// <summary>The runs of a tenant, by name. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="tenant">Whose runs.</param>
public sealed class RunCatalog(IGrainFactory grains, string tenant = RunCatalog.LocalTenant)
{
    /// <summary>The tenant of an embedded silo.</summary>
    public const string LocalTenant = "local";

    private const int PageRuns = 500;

    private IRunDirectoryGrain Directory => grains.GetGrain<IRunDirectoryGrain>(tenant);

    /// <summary>All runs, oldest first; for more than a screen of them see <see cref="PageAsync"/>.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="after">Id of the last run known; empty for all.</param>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken cancellation, string after = "")
    {
        var runs = new List<RunSummary>();
        for (var last = after; last is not null;)
        {
            var page = await PageAsync(last, PageRuns, cancellation);
            runs.AddRange(page.Runs);
            last = page.Next;
        }
        return runs;
    }

    /// <summary>A page of the runs, oldest first.</summary>
    /// <param name="after">Id of the last run known, or <see cref="RunPage.Next"/> of the page before; empty for the first page.</param>
    /// <param name="count">At most so many, 1 to 1000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<RunPage> PageAsync(string after, int count, CancellationToken cancellation) => Directory.ListAsync(after, count, cancellation);

    /// <summary>Submits a run under its spec's name. A repeated submission answers with the first run.</summary>
    /// <exception cref="RunSpecConflictException">The name belongs to a run with another spec.</exception>
    /// <exception cref="RunSpecException">The spec cannot run.</exception>
    /// <exception cref="Contracts.Tenants.TenantQuotaException">The tenant may have no run more, or none like it.</exception>
    public async Task<RunHandle> SubmitAsync(RunSpec spec, CancellationToken cancellation) =>
        new(grains, await Directory.SubmitAsync(spec, cancellation));

    /// <summary>Deletes a run and everything that is stored of it.</summary>
    /// <exception cref="RunNotFoundException">There is none.</exception>
    /// <exception cref="RunActiveException">It is being trained.</exception>
    public async Task DeleteAsync(string nameOrId, CancellationToken cancellation)
    {
        if (!await Directory.DeleteAsync(nameOrId, cancellation))
            throw new RunNotFoundException(nameOrId);
    }

    /// <summary>The run with a name or id; null when there is none.</summary>
    public async Task<RunHandle?> TryFindAsync(string nameOrId, CancellationToken cancellation) =>
        await Directory.FindAsync(nameOrId, cancellation) is { } id ? new(grains, id) : null;

    /// <summary>The run with a name or id.</summary>
    /// <exception cref="RunNotFoundException">There is none.</exception>
    public async Task<RunHandle> FindAsync(string nameOrId, CancellationToken cancellation) =>
        await TryFindAsync(nameOrId, cancellation) ?? throw new RunNotFoundException(nameOrId);
}
