namespace Magistral.Contracts.Tenants;

/// <summary>A tenant: what it may have and what it has.</summary>
/// <param name="Tenant">Its name.</param>
/// <param name="Quota">What it may have.</param>
/// <param name="IsDefault">Whether that is what every tenant may have for which no operator said otherwise.</param>
/// <param name="Usage">What it has.</param>
[GenerateSerializer, Immutable, Alias("magistral.tenant-description")]
public sealed record TenantDescription(
    [property: Id(0)] string Tenant,
    [property: Id(1)] TenantQuota Quota,
    [property: Id(2)] bool IsDefault,
    [property: Id(3)] TenantUsage Usage);
