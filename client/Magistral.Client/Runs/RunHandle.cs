using Magistral.Client.Checkpoints;
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

    /// <summary>Its steps and events.</summary>
    public IRunProgressGrain Progress => grains.GetGrain<IRunProgressGrain>(Id);

    /// <summary>Its trainer.</summary>
    public ITrainerGrain Trainer => grains.GetGrain<ITrainerGrain>(Id);

    /// <summary>Its prompt groups.</summary>
    public GroupBrowser Groups => new(grains, Id);

    /// <summary>Starts or continues the run in the service; a running run goes on as it does.</summary>
    /// <exception cref="RunEndedException">It has ended.</exception>
    public Task ResumeAsync(CancellationToken cancellation) => Run.ResumeAsync(cancellation);

    /// <summary>Asks for a checkpoint and a pause; it is paused when the trainer has made them.</summary>
    /// <exception cref="RunEndedException">It has ended.</exception>
    public Task PauseAsync(CancellationToken cancellation) => Run.PauseAsync(cancellation);

    /// <summary>Ends the run at once, for good; its checkpoints stay.</summary>
    /// <exception cref="RunEndedException">It has completed.</exception>
    public Task CancelAsync(CancellationToken cancellation) => Run.CancelAsync(cancellation);

    /// <summary>
    /// The run's numbered events: steps, evaluations, checkpoints, its life, and steps that were struck when the trainer fell back. Ends when the run has ended.
    /// </summary>
    /// <param name="after">Number of the last event known, 0 for none: keep it, and a later call, in this process or another, goes on without gap or repetition.</param>
    /// <param name="cancellation">Ends the watch.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public IAsyncEnumerable<RunFeedEntry> WatchAsync(long after = 0, CancellationToken cancellation = default) =>
        new RunWatch(Progress, TimeProvider.System).FollowAsync(after, cancellation);

    /// <summary>Fetches a committed checkpoint into a folder and checks its hashes; see <see cref="CheckpointDownload"/>.</summary>
    /// <exception cref="CheckpointNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="CheckpointDamagedException">What came is not what was stored.</exception>
    public Task<CheckpointManifest> DownloadCheckpointAsync(int step, string folder, CancellationToken cancellation) =>
        new CheckpointDownload(grains, Id).ToFolderAsync(step, folder, null, cancellation);

    /// <summary>Fetches one part of a committed checkpoint, such as its weights without the optimizer's state.</summary>
    /// <exception cref="CheckpointNotFoundException">There is no such checkpoint.</exception>
    /// <exception cref="CheckpointDamagedException">What came is not what was stored.</exception>
    public Task<CheckpointManifest> DownloadCheckpointPartAsync(int step, string part, string folder, CancellationToken cancellation) =>
        new CheckpointDownload(grains, Id).ToFolderAsync(step, folder, name => name == part, cancellation);

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
        while (await Progress.StepsAsync(steps.Count == 0 ? 1 : steps[^1].Step + 1, StepsAtOnce, cancellation) is { Count: > 0 } more)
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
