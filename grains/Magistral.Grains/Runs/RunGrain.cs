using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Tenants;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Magistral.Grains.Tenants;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>The grain of one run. Live progress is stored at most once a second; what decides anything is stored at once.</summary>
[GrainType("run"), RequireRole(SiloRoles.Coordinator)]
public sealed partial class RunGrain(
    [PersistentState("run", GrainStores.Objects)] IPersistentState<RunState> run,
    IObjectStore store,
    TimeProvider clock,
    IHostApplicationLifetime silo,
    ILogger<RunGrain> log) : Grain, IRunGrain
{
    private const int MostTermsWithoutStep = 10;
    private const int MostFeedEntries = 1000;
    private const string ServiceSession = "service";
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(30);
    private DateTimeOffset progressStoredAt;
    private int toldRevision = SpecRevision.First;
    private bool isSwept;
    private DateTimeOffset sweptAt;
    private CheckpointSweep? sweep;
    private StepLog? steps;
    private int? loggedStep;
    private LastWordReserve? reserve;
    private RunFeedPages? pages;
    private RunNotes? notes;
    private readonly ChangeSignal changes = new(clock, silo.ApplicationStopping);
    private GeneratorWatch watch = new();

    private string RunId => this.GetPrimaryKeyString();

    private IRunSchedulerGrain Scheduler => GrainFactory.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key);

    private ITenantGrain Tenant => GrainFactory.GetGrain<ITenantGrain>(run.State.Tenant);

    private ITrainerGrain Trainer => GrainFactory.GetGrain<ITrainerGrain>(RunId);

    private StepLog Steps => steps ??= new(store, RunId);

    private RunNotes Notes => notes ??= new(GrainFactory, RunId, clock);

    private RunFeedPages Pages => pages ??= new(store, RunId);

    private CheckpointSweep Sweep => sweep ??= new(GrainFactory, store, RunId);

    private LastWordReserve Reserve => reserve ??= new(store, RunId);

    /// <inheritdoc/>
    public async Task<bool> CreateAsync(RunSpec spec, string tenant, CancellationToken cancellation)
    {
        if (run.State.Spec is null)
            await CommitAsync(new() { Spec = spec, Tenant = tenant, CreatedAt = clock.GetUtcNow(), Audit = [new(clock.GetUtcNow(), "submitted")] }, cancellation);
        return RunRevisions.IsOf(run.State, spec);
    }

    /// <inheritdoc/>
    public Task<RunSpec> SpecAsync(CancellationToken cancellation) => Task.FromResult(Existing().Spec!);

    /// <inheritdoc/>
    public Task<SpecRevision> RevisionAsync(CancellationToken cancellation) => Task.FromResult(RunRevisions.Newest(Existing()));

    /// <inheritdoc/>
    public async Task<SpecRevision> ReviseAsync(RunSpec spec, int expected, string by, CancellationToken cancellation)
    {
        await CommitAsync(RunRevisions.Revise(Existing(), spec, expected, by, clock.GetUtcNow()), cancellation);
        await TellRevisionAsync(cancellation);
        return RunRevisions.Newest(run.State);
    }

    /// <inheritdoc/>
    public Task<string> TenantAsync(CancellationToken cancellation) => Task.FromResult(Existing().Tenant);

    /// <inheritdoc/>
    public Task<long> WaitAsync(long known, TimeSpan atMost, CancellationToken cancellation) => changes.WaitAsync(known, atMost, cancellation);

    /// <inheritdoc/>
    public async Task StartAsync(RunSession session, CancellationToken cancellation)
    {
        await BeginAsync(session, cancellation);
        if (run.State.Lifecycle == RunLifecycle.Running)
            await Trainer.StartAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task ResumeAsync(CancellationToken cancellation) => BeginAsync(new(ServiceSession, clock.GetUtcNow()), cancellation);

    /// <inheritdoc/>
    public async Task EraseAsync(CancellationToken cancellation)
    {
        if (run.State is { Spec: { } spec, Lifecycle: RunLifecycle.Running })
            throw new RunActiveException(spec.Name);
        await Scheduler.LeaveAsync(RunId, cancellation);
        await RunObjects.EraseAsync(store, RunId, cancellation);
        DeactivateOnIdle(); // whatever is asked of the run after this is asked of one that never was
    }

    /// <inheritdoc/>
    public async Task SuperviseAsync(CancellationToken cancellation)
    {
        if (Existing().Lifecycle == RunLifecycle.Queued)
            await CommitAsync(RunRules.Start(run.State, new(ServiceSession, clock.GetUtcNow()), clock.GetUtcNow()), cancellation);
        await Notes.TellAsync(run.State, cancellation);
        if (run.State.Lifecycle != RunLifecycle.Running)
        {
            await Scheduler.LeaveAsync(RunId, cancellation); // what a crash between the end and the striking left
            return;
        }
        if (run.State.TermsWithoutStep > MostTermsWithoutStep)
        {
            await EndAsync(RunLifecycle.Failed, $"{MostTermsWithoutStep} trainers in a row ended before they made a step: the logs of the trainer silos name the reason", cancellation);
            return;
        }
        await TellRevisionAsync(cancellation); // what a crash between the write and the telling left
        await ReleaseSilentAsync(cancellation);
        if (!isSwept && clock.GetUtcNow() - sweptAt >= SweepPeriod)
            await TrySweepAsync(cancellation);
        await GrainFactory.GetGrain<IRolloutQueueGrain>(RunId).WatchAsync(cancellation);
        await Trainer.StartAsync(cancellation);
        if (run.State.PauseAsked)
            await Trainer.PauseAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task PauseAsync(CancellationToken cancellation)
    {
        if (Existing().Lifecycle == RunLifecycle.Queued)
            await EndAsync(RunLifecycle.Paused, "taken out of the queue", cancellation);
        else
            await AskPauseAsync("", cancellation);
    }

    /// <inheritdoc/>
    public Task HoldAsync(string reason, CancellationToken cancellation) => AskPauseAsync(reason, cancellation);

    /// <inheritdoc/>
    public async Task CancelAsync(CancellationToken cancellation)
    {
        if (Existing().Lifecycle == RunLifecycle.Cancelled)
            return;
        await CommitAsync(RunRules.BeginTerm(run.State, "cancelled"), cancellation); // from here on no trainer writes anything
        var queue = GrainFactory.GetGrain<IRolloutQueueGrain>(RunId);
        await queue.FallBackAsync(run.State.Checkpoints is [.., var last] ? last : 0, run.State.Term, cancellation);
        await queue.CloseAsync("the run was cancelled", run.State.Term, cancellation);
        await EndAsync(RunLifecycle.Cancelled, "", cancellation);
        await Trainer.AbortAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<TrainerTerm> BeginTermAsync(string holder, CancellationToken cancellation)
    {
        await CommitAsync(RunRules.BeginTerm(Existing(), holder), cancellation);
        LogTermBegan(log, RunId, run.State.Term.Number, run.State.TermsWithoutStep);
        return run.State.Term;
    }

    /// <inheritdoc/>
    public Task PausedAsync(string reason, TrainerTerm term, CancellationToken cancellation) =>
        StopAsync(RunLifecycle.Paused, run.State.PauseReason.Length > 0 ? run.State.PauseReason : reason, term, cancellation);

    /// <inheritdoc/>
    public Task CompletedAsync(string reason, TrainerTerm term, CancellationToken cancellation) => StopAsync(RunLifecycle.Completed, reason, term, cancellation);

    /// <inheritdoc/>
    public async Task FailedAsync(string reason, TrainerTerm term, CancellationToken cancellation)
    {
        Admit(term);
        await Reserve.SpendAsync(cancellation);
        await StopAsync(RunLifecycle.Failed, reason, term, cancellation);
    }

    /// <inheritdoc/>
    public async Task<int> ReportStepAsync(StepReport report, TrainerTerm term, CancellationToken cancellation)
    {
        Admit(term);
        loggedStep ??= await Steps.LastAsync(cancellation);
        if (report.Step == loggedStep + 1)
        {
            await CommitAsync(RunRules.Step(Existing(), report, clock.GetUtcNow()), cancellation); // told to whoever watches, so it must stand
            Steps.Add(report);
            loggedStep = report.Step;
        }
        return loggedStep.Value;
    }

    /// <inheritdoc/>
    public Task ReportGeneratorAsync(GeneratorReport report, CancellationToken cancellation)
    {
        watch = watch.Heard(report.GeneratorId);
        return ProgressAsync(RunRules.Generator(Existing(), report, clock.GetUtcNow()), cancellation);
    }

    /// <inheritdoc/>
    public Task GeneratorFailedAsync(GeneratorFailure failure, CancellationToken cancellation)
    {
        watch = watch.Failed(failure);
        return CommitAsync(RunRules.GeneratorFailed(Existing(), failure, clock.GetUtcNow()), cancellation);
    }

    /// <inheritdoc/>
    public Task CheckGeneratorsAsync(bool mayWait, CancellationToken cancellation)
    {
        watch = watch.Check(clock.GetUtcNow());
        var patience = mayWait ? TimeSpan.MaxValue : TimeSpan.FromSeconds(Existing().Spec!.Rl.LeaseSeconds);
        return watch.Fault(patience) is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task RecordEvaluationAsync(EvaluationResult result, CancellationToken cancellation) =>
        CommitAsync(RunRules.Evaluation(Existing(), result), cancellation);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        Admit(term);
        await ProveOwnershipAsync(cancellation);
        await Steps.SaveAsync(step, cancellation);
        await CommitAsync(RunRules.Checkpoint(Existing(), step), cancellation);
        return run.State.Checkpoints[^1] == step ? run.State.Expired : [];
    }

    /// <inheritdoc/>
    public async Task<bool> SweepCheckpointsAsync(CancellationToken cancellation)
    {
        (isSwept, sweptAt) = (false, clock.GetUtcNow());
        if (run.State.Spec is null)
            await RunObjects.EraseAsync(store, RunId, cancellation); // what a writer that slept left after the deletion
        isSwept = run.State.Spec is null || await Sweep.RunAsync(run.State, cancellation);
        return isSwept;
    }

    /// <inheritdoc/>
    public async Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        Admit(term);
        loggedStep = null;
        await ProveOwnershipAsync(cancellation);
        await Steps.FallBackAsync(step, cancellation);
        var surviving = await Steps.ReadAsync(1, int.MaxValue, cancellation);
        await CommitAsync(RunRules.FallBack(Existing(), step, surviving), cancellation);
        await TrySweepAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StepReport>> StepsAsync(int fromStep, int count, CancellationToken cancellation) =>
        Steps.ReadAsync(fromStep, count, cancellation);

    /// <inheritdoc/>
    public async Task<RunFeedPage> FeedAsync(long after, int count, CancellationToken cancellation) =>
        new(await Pages.ReadAsync(Existing().Feed, after, Math.Clamp(count, 1, MostFeedEntries), cancellation), run.State.Lifecycle);

    /// <inheritdoc/>
    public async Task<RunDescription> DescribeAsync(CancellationToken cancellation)
    {
        var state = Existing();
        var place = state.Lifecycle == RunLifecycle.Queued ? await Scheduler.PlaceAsync(RunId, cancellation) : null;
        return RunDescriptions.Of(RunId, state, place?.Why);
    }

    /// <summary>Tells those that decide by the spec of its newest revision, once; one that is not active reads it when it is.</summary>
    private async Task TellRevisionAsync(CancellationToken cancellation)
    {
        var number = RunRevisions.Newest(run.State).Number;
        if (number == toldRevision)
            return;
        await GrainFactory.GetGrain<IRolloutQueueGrain>(RunId).SpecRevisedAsync(number, cancellation);
        await GrainFactory.GetGrain<ICurriculumGrain>(RunId).SpecRevisedAsync(number, cancellation);
        toldRevision = number;
    }

    private async Task BeginAsync(RunSession session, CancellationToken cancellation)
    {
        var next = RunRules.Start(Existing(), session, clock.GetUtcNow());
        if (ReferenceEquals(next, run.State))
            return;
        var (tenant, groups) = (await Tenant.DescribeAsync(cancellation), RunNotes.GroupsOf(run.State.Spec!));
        if ((TenantRules.StoredMore(tenant) ?? TenantRules.TooWide(tenant, groups)) is { } refusal)
            throw refusal;
        await Reserve.KeepAsync(cancellation);
        var place = await Scheduler.EnterAsync(new(RunId, run.State.Tenant, groups), cancellation);
        await CommitAsync(place.IsAtWork ? next : RunRules.Queue(run.State, place.Why, clock.GetUtcNow()), cancellation);
        watch = new();
    }

    private async Task AskPauseAsync(string reason, CancellationToken cancellation)
    {
        await CommitAsync(RunRules.AskPause(Existing(), reason, clock.GetUtcNow()), cancellation);
        if (!run.State.PauseAsked)
            return;
        try
        {
            await Trainer.PauseAsync(cancellation);
        }
        catch (OrleansException error)
        {
            LogPauseNotTold(log, RunId, error.Message); // whoever tends the run tells its trainer as soon as there is one
        }
    }

    private RunState Existing() => run.State.Spec is null ? throw new RunNotFoundException(RunId) : run.State;

    private void Admit(TrainerTerm term) => _ = Existing().Term.Admit(RunId, term);

    private Task StopAsync(RunLifecycle lifecycle, string reason, TrainerTerm term, CancellationToken cancellation)
    {
        Admit(term);
        return EndAsync(lifecycle, reason, cancellation);
    }

    private async Task EndAsync(RunLifecycle lifecycle, string reason, CancellationToken cancellation)
    {
        await CommitAsync(RunRules.Stop(Existing(), lifecycle, reason, clock.GetUtcNow()), cancellation);
        await Notes.TellAsync(run.State, cancellation); // before it leaves, since nobody tends it afterwards
        await Scheduler.LeaveAsync(RunId, cancellation);
        LogStopped(log, RunId, lifecycle, reason);
        await TrySweepAsync(cancellation);
    }

    /// <summary>Sweeps where something else is the point: what fails is swept the next time.</summary>
    private async Task TrySweepAsync(CancellationToken cancellation)
    {
        try
        {
            await SweepCheckpointsAsync(cancellation);
        }
        catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
        {
            LogUnswept(log, RunId, error.Message);
        }
    }

    /// <summary>Takes back the groups of generators that have fallen silent, so that others go on with them.</summary>
    private async Task ReleaseSilentAsync(CancellationToken cancellation)
    {
        watch = watch.Check(clock.GetUtcNow());
        var queue = GrainFactory.GetGrain<IRolloutQueueGrain>(RunId);
        var owners = (await queue.DescribeAsync(cancellation)).Open.Where(group => group.Owner.Length > 0).Select(group => group.Owner).Distinct();
        foreach (var owner in owners.Where(owner => watch.IsSilent(owner, SilenceLimit)))
        {
            LogGeneratorSilent(log, RunId, owner, SilenceLimit.TotalSeconds);
            await queue.ReleaseAsync(owner, cancellation);
        }
    }

    private async Task CommitAsync(RunState next, CancellationToken cancellation)
    {
        if (ReferenceEquals(next, run.State))
            return;
        next = RunFeed.Tell(run.State, next, clock.GetUtcNow());
        if (RunFeed.FullPage(run.State.Feed) is { } page)
        {
            // Only entries that are stored already make a page: an activation that another followed then writes the same page, or none.
            await Pages.SaveAsync(page, cancellation);
            next = RunFeed.PageStored(next);
        }
        await run.CommitAsync(next, cancellation);
        changes.Raise(); // progress comes once a second
        progressStoredAt = clock.GetUtcNow();
        if (await Notes.TryTellAsync(run.State, cancellation) is { } error)
            LogNotNoted(log, RunId, error.Message);
    }

    /// <summary>The log has no ETags of its own: the state's write shows that no other activation has gone on with the run.</summary>
    private Task ProveOwnershipAsync(CancellationToken cancellation) => run.CommitAsync(Existing(), cancellation);

    private Task ProgressAsync(RunState next, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - progressStoredAt >= ProgressPeriod)
            return CommitAsync(next, cancellation);
        if (next.Generators.Count != run.State.Generators.Count)
            changes.Raise();
        run.State = next;
        return Task.CompletedTask;
    }
}
