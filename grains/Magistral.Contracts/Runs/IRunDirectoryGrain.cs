using Magistral.Contracts.Security;
using Orleans.Concurrency;
using Magistral.Contracts.Specs;

namespace Magistral.Contracts.Runs;

/// <summary>The runs of a tenant. Key: the tenant.</summary>
[Alias("magistral.run-directory")]
public interface IRunDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Submits a run under its spec's name; a repeated submission answers with the first run's id.</summary>
    /// <exception cref="RunSpecConflictException">The name belongs to a run with another spec.</exception>
    /// <exception cref="RunSpecException">The spec cannot run.</exception>
    /// <exception cref="Tenants.TenantQuotaException">The tenant may have no run more, or none like it.</exception>
    [Alias("submit"), ForClients(ClientAccess.Tenant)]
    Task<string> SubmitAsync(RunSpec spec, CancellationToken cancellation);

    /// <summary>The id of a run by name or id; null when there is none.</summary>
    [Alias("find"), AlwaysInterleave, ForClients(ClientAccess.Tenant)]
    Task<string?> FindAsync(string nameOrId, CancellationToken cancellation);

    /// <summary>Deletes a run and everything that is stored of it; its name is free afterwards.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RunActiveException">It is being trained.</exception>
    [Alias("delete"), ResponseTimeout("00:10:00"), ForClients(ClientAccess.Tenant)]
    Task<bool> DeleteAsync(string nameOrId, CancellationToken cancellation);

    /// <summary>A page of the runs, oldest first.</summary>
    /// <param name="after">Id of the last run known; empty for none.</param>
    /// <param name="count">At most so many, 1 to 1000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The page; a null id in <see cref="RunPage.Next"/> says that it is the last one.</returns>
    [Alias("list"), ReadOnly, ForClients(ClientAccess.Tenant)]
    Task<RunPage> ListAsync(string after, int count, CancellationToken cancellation);
}
