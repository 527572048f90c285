using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>The grain of one run: the turns in which its parts work on one state (<see cref="IRunProgressGrain"/> says why it is one).</summary>
[GrainType("run"), RequireRole(SiloRoles.Coordinator)]
public sealed class RunGrain : Grain, IRunGrain, IRunProgressGrain
{
    private readonly ChangeSignal changes;
    private readonly RunBooks books;
    private readonly RunProgress progress;
    private readonly RunGenerators generators;
    private readonly RunCheckpoints checkpoints;
    private readonly RunRevising revising;
    private readonly RunLife life;
    private readonly RunSupervision supervision;

    /// <param name="run">Its state.</param>
    /// <param name="store">Everything else that it keeps.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="silo">Ends the waits.</param>
    /// <param name="log">The log.</param>
    public RunGrain(
        [PersistentState("run", GrainStores.Objects)] IPersistentState<RunState> run, IObjectStore store, TimeProvider clock, IHostApplicationLifetime silo, ILogger<RunGrain> log)
    {
        ArgumentNullException.ThrowIfNull(silo);
        changes = new(clock, silo.ApplicationStopping);
        books = new(run, GrainFactory, store, this.GetPrimaryKeyString(), changes, clock, log);
        progress = new(books, store, clock);
        generators = new(books, GrainFactory, clock, log);
        checkpoints = new(books, progress, GrainFactory, store, clock, log);
        revising = new(books, GrainFactory, clock);
        life = new(books, generators, checkpoints, GrainFactory, store, clock, log);
        supervision = new(books, life, revising, generators, checkpoints, GrainFactory);
    }

    /// <inheritdoc/>
    public Task<bool> CreateAsync(RunSpec spec, string tenant, CancellationToken cancellation) => life.CreateAsync(spec, tenant, cancellation);

    /// <inheritdoc/>
    public Task<string> TenantAsync(CancellationToken cancellation) => Task.FromResult(books.Existing().Tenant);

    /// <inheritdoc/>
    public Task<RunSpec> SpecAsync(CancellationToken cancellation) => Task.FromResult(books.Existing().Spec!);

    /// <inheritdoc/>
    public Task<SpecRevision> RevisionAsync(CancellationToken cancellation) => Task.FromResult(RunRevisions.Newest(books.Existing()));

    /// <inheritdoc/>
    public Task<SpecRevision> ReviseAsync(RunSpec spec, int expected, string by, CancellationToken cancellation) => revising.ReviseAsync(spec, expected, by, cancellation);

    /// <inheritdoc/>
    public Task StartAsync(RunSession session, CancellationToken cancellation) => life.StartAsync(session, cancellation);

    /// <inheritdoc/>
    public Task ResumeAsync(CancellationToken cancellation) => life.ResumeAsync(cancellation);

    /// <inheritdoc/>
    public async Task EraseAsync(CancellationToken cancellation)
    {
        await life.EraseAsync(cancellation);
        DeactivateOnIdle(); // whatever is asked of the run after this is asked of one that never was
    }

    /// <inheritdoc/>
    public Task SuperviseAsync(CancellationToken cancellation) => supervision.RunAsync(cancellation);

    /// <inheritdoc/>
    public Task PauseAsync(CancellationToken cancellation) => life.PauseAsync(cancellation);

    /// <inheritdoc/>
    public Task HoldAsync(string reason, CancellationToken cancellation) => life.AskPauseAsync(reason, cancellation);

    /// <inheritdoc/>
    public Task CancelAsync(CancellationToken cancellation) => life.CancelAsync(cancellation);

    /// <inheritdoc/>
    public Task<TrainerTerm> BeginTermAsync(string holder, CancellationToken cancellation) => life.BeginTermAsync(holder, cancellation);

    /// <inheritdoc/>
    public Task PausedAsync(string reason, TrainerTerm term, CancellationToken cancellation) => life.PausedAsync(reason, term, cancellation);

    /// <inheritdoc/>
    public Task CompletedAsync(string reason, TrainerTerm term, CancellationToken cancellation) => life.CompletedAsync(reason, term, cancellation);

    /// <inheritdoc/>
    public Task FailedAsync(string reason, TrainerTerm term, CancellationToken cancellation) => life.FailedAsync(reason, term, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<int>> CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation) => checkpoints.CommittedAsync(step, term, cancellation);

    /// <inheritdoc/>
    public Task<bool> SweepCheckpointsAsync(CancellationToken cancellation) => checkpoints.SweepAsync(cancellation);

    /// <inheritdoc/>
    public Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation) => checkpoints.FallBackAsync(step, term, cancellation);

    /// <inheritdoc/>
    public async Task<RunDescription> DescribeAsync(CancellationToken cancellation)
    {
        var state = books.Existing();
        var place = state.Lifecycle == RunLifecycle.Queued ? await GrainFactory.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key).PlaceAsync(books.RunId, cancellation) : null;
        return RunDescriptions.Of(books.RunId, state, place?.Why);
    }

    /// <inheritdoc/>
    public Task<long> WaitAsync(long known, TimeSpan atMost, CancellationToken cancellation) => changes.WaitAsync(known, atMost, cancellation);

    /// <inheritdoc/>
    public Task<int> ReportStepAsync(StepReport report, TrainerTerm term, CancellationToken cancellation) => progress.StepAsync(report, term, cancellation);

    /// <inheritdoc/>
    public Task ReportGeneratorAsync(GeneratorReport report, CancellationToken cancellation) => generators.ReportedAsync(report, cancellation);

    /// <inheritdoc/>
    public Task GeneratorFailedAsync(GeneratorFailure failure, CancellationToken cancellation) => generators.FailedAsync(failure, cancellation);

    /// <inheritdoc/>
    public Task CheckGeneratorsAsync(bool mayWait, CancellationToken cancellation) => generators.CheckAsync(mayWait);

    /// <inheritdoc/>
    public Task RecordEvaluationAsync(EvaluationResult result, CancellationToken cancellation) => progress.EvaluationAsync(result, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<StepReport>> StepsAsync(int fromStep, int count, CancellationToken cancellation) => progress.StepsAsync(fromStep, count, cancellation);

    /// <inheritdoc/>
    public Task<RunFeedPage> FeedAsync(long after, int count, CancellationToken cancellation) => progress.FeedAsync(after, count, cancellation);
}
