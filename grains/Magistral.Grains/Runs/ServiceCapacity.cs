namespace Magistral.Grains.Runs;

/// <summary>What a service has room for.</summary>
/// <param name="MostRunsAtOnce">Runs of all tenants that are at work at once.</param>
public sealed record ServiceCapacity(int MostRunsAtOnce = int.MaxValue);
