namespace Magistral.Contracts.Tenants;

/// <summary>A tenant asked for more than its quota gives.</summary>
[GenerateSerializer, Alias("magistral.tenant-quota-exceeded")]
public sealed class TenantQuotaException(string what, string remedy) : MagistralException(what, remedy);
