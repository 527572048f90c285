namespace Magistral.Contracts.Tenants;

/// <summary>What a tenant has of a service.</summary>
/// <param name="Runs">Runs that are kept.</param>
/// <param name="RunsAtWork">Runs being trained.</param>
/// <param name="RunsQueued">Runs that wait for others to end.</param>
/// <param name="GroupsInFlight">Prompt groups that the runs at work may keep in flight on each generator.</param>
/// <param name="StoredBytes">Bytes stored of all runs, when they were counted last.</param>
[GenerateSerializer, Immutable, Alias("magistral.tenant-usage")]
public sealed record TenantUsage(
    [property: Id(0)] int Runs,
    [property: Id(1)] int RunsAtWork,
    [property: Id(2)] int RunsQueued,
    [property: Id(3)] int GroupsInFlight,
    [property: Id(4)] long StoredBytes);
