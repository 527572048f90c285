using Magistral.Contracts.Security;
using Orleans.Concurrency;

namespace Magistral.Contracts.Tenants;

/// <summary>The books of a tenant: its quota, and how its runs stand in short, so that nobody has to wake them all. Key: the tenant.</summary>
/// <remarks>It calls no other grain, so that runs and their directory may call it from anywhere. Calls may be repeated.</remarks>
[Alias("magistral.tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>What the tenant may have and what it has.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.TenantOrOperator)]
    Task<TenantDescription> DescribeAsync(CancellationToken cancellation);

    /// <summary>Changes the quota. Runs at work go on; what waits or comes next is measured by the new one.</summary>
    /// <param name="quota">The new one; null for the one that every tenant has.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TenantQuotaException">A number of it is below 0.</exception>
    [Alias("set-quota"), ForClients(ClientAccess.Operator)]
    Task SetQuotaAsync(TenantQuota? quota, CancellationToken cancellation);

    /// <summary>Takes down how a run stands.</summary>
    [Alias("note")]
    Task NoteAsync(RunNote note, CancellationToken cancellation);

    /// <summary>Takes down what is stored of runs.</summary>
    /// <param name="bytes">Bytes by run id; runs that are not in the books are left out.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("note-stored")]
    Task NoteStoredAsync(IReadOnlyDictionary<string, long> bytes, CancellationToken cancellation);

    /// <summary>Strikes a run that was deleted.</summary>
    [Alias("forget")]
    Task ForgetAsync(string runId, CancellationToken cancellation);

    /// <summary>How runs stand, of those that are in the books.</summary>
    [Alias("notes"), ReadOnly]
    Task<IReadOnlyList<RunNote>> NotesAsync(IReadOnlyList<string> runIds, CancellationToken cancellation);
}
