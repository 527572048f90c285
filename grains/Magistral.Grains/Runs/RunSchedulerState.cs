using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>What the scheduler keeps.</summary>
public sealed record RunSchedulerState
{
    /// <summary>The runs, oldest first.</summary>
    public IReadOnlyList<ScheduledRun> Runs { get; init; } = [];
}
