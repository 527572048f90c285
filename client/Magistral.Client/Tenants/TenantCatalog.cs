using Magistral.Contracts.Security;
using Magistral.Contracts.Tenants;

namespace Magistral.Client.Tenants;

/// <summary>The tenants of a service: what they may have and what they have. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="own">The tenant of the client itself.</param>
public sealed class TenantCatalog(IGrainFactory grains, string own)
{
    /// <summary>The tenant of the client itself.</summary>
    public string Own { get; } = own;

    /// <summary>A tenant's quota and usage.</summary>
    /// <param name="tenant">The client's own tenant; any for operators.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AccessDeniedException">It is another's, and the client's key is not an operator's.</exception>
    public Task<TenantDescription> DescribeAsync(string tenant, CancellationToken cancellation) => Books(tenant).DescribeAsync(cancellation);

    /// <summary>Changes a tenant's quota. Its runs at work go on; what waits or comes next is measured by the new one.</summary>
    /// <param name="tenant">Any tenant, also one that has no key yet.</param>
    /// <param name="quota">The new one; null for the one that every tenant has.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AccessDeniedException">The client's key is not an operator's.</exception>
    /// <exception cref="TenantQuotaException">A number of it is below 0.</exception>
    public Task SetQuotaAsync(string tenant, TenantQuota? quota, CancellationToken cancellation) => Books(tenant).SetQuotaAsync(quota, cancellation);

    private ITenantGrain Books(string tenant) => grains.GetGrain<ITenantGrain>(tenant);
}
