using Magistral.Contracts.Tenants;

namespace Magistral.Host.Configuration;

/// <summary>What every tenant may have for which no operator says otherwise, and what all of them may have. The same on every coordinator.</summary>
internal sealed record QuotaSettings
{
    private static readonly TenantQuota Usual = new();

    /// <summary>Runs that are kept of a tenant.</summary>
    public int Runs { get; init; } = Usual.Runs;

    /// <summary>Runs of a tenant at work at once.</summary>
    public int RunsAtOnce { get; init; } = Usual.RunsAtOnce;

    /// <summary>Prompt groups that a tenant's runs at work may keep in flight on each generator.</summary>
    public int GroupsInFlight { get; init; } = Usual.GroupsInFlight;

    /// <summary>Bytes stored of a tenant's runs.</summary>
    public long StoredBytes { get; init; } = Usual.StoredBytes;

    /// <summary>Runs of all tenants at work at once.</summary>
    public int RunsAtOnceOfAll { get; init; } = 32;

    /// <summary>The quota of a tenant.</summary>
    public TenantQuota OfTenant() => new() { Runs = Runs, RunsAtOnce = RunsAtOnce, GroupsInFlight = GroupsInFlight, StoredBytes = StoredBytes };
}
