namespace Magistral.Contracts.Tenants;

/// <summary>What a tenant may have of a service. Immutable, thread-safe.</summary>
[GenerateSerializer, Immutable, Alias("magistral.tenant-quota")]
public sealed record TenantQuota
{
    /// <summary>No limits: a process that serves one person.</summary>
    public static TenantQuota Unlimited { get; } = new() { Runs = int.MaxValue, RunsAtOnce = int.MaxValue, GroupsInFlight = int.MaxValue, StoredBytes = long.MaxValue };

    /// <summary>Runs that are kept, whatever their state.</summary>
    [Id(0)] public int Runs { get; init; } = 1000;

    /// <summary>Runs at work at once; more wait in a queue.</summary>
    [Id(1)] public int RunsAtOnce { get; init; } = 2;

    /// <summary>Prompt groups that the runs at work may keep in flight on each generator, by <c>rl.n_async</c> / <c>rl.group_size</c> of their specs; a run beyond waits.</summary>
    [Id(2)] public int GroupsInFlight { get; init; } = 4096;

    /// <summary>Bytes stored of all runs. They are counted once a minute, so that it may be passed by what a minute writes.</summary>
    [Id(3)] public long StoredBytes { get; init; } = 1L << 40;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault() => this switch
    {
        { Runs: < 0 } => $"{Runs} runs kept",
        { RunsAtOnce: < 0 } => $"{RunsAtOnce} runs at once",
        { GroupsInFlight: < 0 } => $"{GroupsInFlight} groups in flight",
        { StoredBytes: < 0 } => $"{StoredBytes} bytes stored",
        _ => null,
    };
}
