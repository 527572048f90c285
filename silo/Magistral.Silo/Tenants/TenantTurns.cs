using System.Collections.Concurrent;

namespace Magistral.Silo.Tenants;

/// <summary>
/// Shares what a silo computes with between tenants: while several have work here, each has one step at a time, and after it leaves the others as long
/// as it took before another run of its own steps, so that one with many runs gets no more than one with a single run. A tenant alone is never held.
/// </summary>
/// <param name="clock">Tells which tenants have had work lately.</param>
/// <remarks>Thread-safe.</remarks>
public sealed class TenantTurns(TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, TenantShare> shares = new(StringComparer.Ordinal);

    /// <summary>The share of a tenant.</summary>
    public TenantShare Of(string tenant) => shares.GetOrAdd(tenant, _ => new TenantShare(this, clock));

    /// <summary>How many other tenants have had work lately.</summary>
    internal int OthersThan(TenantShare asking)
    {
        var others = 0;
        foreach (var (_, share) in shares)
            if (share != asking && share.IsBusy(Lately))
                others++;
        return others;
    }
}
