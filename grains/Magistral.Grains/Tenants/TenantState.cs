using Magistral.Contracts.Tenants;

namespace Magistral.Grains.Tenants;

/// <summary>What the books of a tenant keep.</summary>
public sealed record TenantState
{
    /// <summary>The quota that an operator gave it; null for everybody's.</summary>
    public TenantQuota? Quota { get; init; }

    /// <summary>How its runs stand, by id.</summary>
    public IReadOnlyDictionary<string, RunNote> Runs { get; init; } = new Dictionary<string, RunNote>();

    /// <summary>Bytes stored of them, by id.</summary>
    public IReadOnlyDictionary<string, long> StoredBytes { get; init; } = new Dictionary<string, long>();
}
