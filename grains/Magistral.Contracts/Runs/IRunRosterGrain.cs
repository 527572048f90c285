using Orleans.Concurrency;

namespace Magistral.Contracts.Runs;

/// <summary>The runs of all tenants that shall be running now: silos find here what to work on. Key: <see cref="Key"/>.</summary>
/// <remarks>Calls may be repeated.</remarks>
[Alias("magistral.run-roster")]
public interface IRunRosterGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "all";

    /// <summary>Enters a run.</summary>
    [Alias("enter")]
    Task EnterAsync(string runId, CancellationToken cancellation);

    /// <summary>Strikes a run.</summary>
    [Alias("leave")]
    Task LeaveAsync(string runId, CancellationToken cancellation);

    /// <summary>The ids of the runs, oldest first.</summary>
    [Alias("list"), ReadOnly]
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation);
}
