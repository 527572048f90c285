namespace Magistral.Contracts.Security;

/// <summary>A key as listed; its secret is nowhere but with its owner.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="IsOperator">Whether it may manage keys, those of all tenants.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked; null while it holds.</param>
[GenerateSerializer, Immutable, Alias("magistral.api-key-entry")]
public sealed record ApiKeyEntry(
    [property: Id(0)] string Id,
    [property: Id(1)] string Tenant,
    [property: Id(2)] bool IsOperator,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] DateTimeOffset? RevokedAt);
