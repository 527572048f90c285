using Orleans.Concurrency;

namespace Magistral.Contracts.Runs;

/// <summary>
/// The runs of all tenants that shall be trained: those at work, where silos find what to work on, and those that wait for them. Key: <see cref="Key"/>.
/// </summary>
/// <remarks>Calls may be repeated.</remarks>
[Alias("magistral.run-roster")]
public interface IRunSchedulerGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "all";

    /// <summary>Enters a run; one that is entered keeps its place.</summary>
    /// <returns>The place.</returns>
    [Alias("enter")]
    Task<RunAdmission> EnterAsync(ScheduledRun entry, CancellationToken cancellation);

    /// <summary>Takes a run off the schedule; others may go to work in its place.</summary>
    [Alias("leave")]
    Task LeaveAsync(string runId, CancellationToken cancellation);

    /// <summary>Lets those go to work that may by now. Coordinators ask every few seconds.</summary>
    /// <returns>The ids of the runs at work, oldest first.</returns>
    [Alias("admit")]
    Task<IReadOnlyList<string>> AdmitAsync(CancellationToken cancellation);

    /// <summary>The ids of the runs at work, oldest first.</summary>
    [Alias("list"), ReadOnly]
    Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation);

    /// <summary>The place of a run; null when it is not entered.</summary>
    [Alias("place"), ReadOnly]
    Task<RunAdmission?> PlaceAsync(string runId, CancellationToken cancellation);
}
