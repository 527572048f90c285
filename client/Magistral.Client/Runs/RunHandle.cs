using Magistral.Client.PromptGroups;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Contracts.Weights;

namespace Magistral.Client.Runs;

/// <summary>One run and the grains that keep its books. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="id">The run's id.</param>
public sealed class RunHandle(IGrainFactory grains, string id)
{
    private const int StepsAtOnce = 500;

    /// <summary>The run's id.</summary>
    public string Id { get; } = id;

    /// <summary>Its lifecycle and spec.</summary>
    public IRunGrain Run => grains.GetGrain<IRunGrain>(Id);

    /// <summary>Its trainer.</summary>
    public ITrainerGrain Trainer => grains.GetGrain<ITrainerGrain>(Id);

    /// <summary>Its prompt groups.</summary>
    public GroupBrowser Groups => new(grains, Id);

    /// <summary>Everything about the run but its groups: books, ledger, curriculum.</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async Task<RunOverview> OverviewAsync(CancellationToken cancellation)
    {
        var run = Run.DescribeAsync(cancellation);
        var queue = grains.GetGrain<IRolloutQueueGrain>(Id).DescribeAsync(cancellation);
        var weights = grains.GetGrain<IWeightsGrain>(Id).DescribeAsync(cancellation);
        var curriculum = grains.GetGrain<ICurriculumGrain>(Id).DescribeAsync(cancellation);
        return new(await run, await queue, await weights, await curriculum);
    }

    /// <summary>Checks the run's books (<see cref="RunAudit"/>).</summary>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public Task<AuditReport> AuditAsync(CancellationToken cancellation) => new RunAuditor(grains, Id).AuditAsync(cancellation);

    /// <summary>Every step report in the surviving weights, in order.</summary>
    public async Task<IReadOnlyList<StepReport>> StepsAsync(CancellationToken cancellation)
    {
        var steps = new List<StepReport>();
        while (await Run.StepsAsync(steps.Count == 0 ? 1 : steps[^1].Step + 1, StepsAtOnce, cancellation) is { Count: > 0 } more)
            steps.AddRange(more);
        return steps;
    }

    /// <summary>The committed checkpoints that are kept, by rising step.</summary>
    public async Task<IReadOnlyList<CheckpointView>> CheckpointsAsync(CancellationToken cancellation)
    {
        var run = await Run.DescribeAsync(cancellation);
        return await Task.WhenAll(run.Checkpoints.Select(step =>
            grains.GetGrain<ICheckpointGrain>(new CheckpointKey(Id, step).ToString()).DescribeAsync(cancellation)));
    }
}
