using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Tenants;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;
using Magistral.Grains.Tenants;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>The life of a run: created, queued, at work under a trainer's term, paused, ended.</summary>
/// <param name="books">The run's state.</param>
/// <param name="generators">Who generates for it.</param>
/// <param name="checkpoints">Swept when it stops.</param>
/// <param name="grains">The way to schedule, tenant, trainer and queue.</param>
/// <param name="store">Keeps room for its last word.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Hears of terms and ends.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunLife(RunBooks books, RunGenerators generators, RunCheckpoints checkpoints, IGrainFactory grains, IObjectStore store, TimeProvider clock, ILogger log)
{
    private const string ServiceSession = "service";
    private readonly LastWordReserve reserve = new(store, books.RunId);

    private string RunId => books.RunId;

    private IRunSchedulerGrain Scheduler => grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key);

    private ITrainerGrain Trainer => grains.GetGrain<ITrainerGrain>(RunId);

    /// <summary>Stores the spec of a new run and whose it is.</summary>
    /// <returns>Whether the run is of this spec.</returns>
    public async Task<bool> CreateAsync(RunSpec spec, string tenant, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (books.State.Spec is null)
            await books.CommitAsync(new() { Spec = spec, Tenant = tenant, CreatedAt = now, Audit = [new(now, "submitted")] }, cancellation);
        return RunRevisions.IsOf(books.State, spec);
    }

    /// <summary>Starts or continues the run: its trainer goes to work.</summary>
    public async Task StartAsync(RunSession session, CancellationToken cancellation)
    {
        await BeginAsync(session, cancellation);
        if (books.State.Lifecycle == RunLifecycle.Running)
            await Trainer.StartAsync(cancellation);
    }

    /// <summary>Starts or continues the run for the service, whose coordinators give it a trainer.</summary>
    public Task ResumeAsync(CancellationToken cancellation) => BeginAsync(OfService(), cancellation);

    /// <summary>The schedule has room for a run that waited.</summary>
    public Task GoToWorkAsync(CancellationToken cancellation) => books.CommitAsync(RunRules.Start(books.State, OfService(), clock.GetUtcNow()), cancellation);

    /// <summary>Deletes everything that is stored of the run.</summary>
    /// <exception cref="RunActiveException">It is being trained.</exception>
    public async Task EraseAsync(CancellationToken cancellation)
    {
        if (books.State is { Spec: { } spec, Lifecycle: RunLifecycle.Running })
            throw new RunActiveException(spec.Name);
        await Scheduler.LeaveAsync(RunId, cancellation);
        await RunObjects.EraseAsync(store, RunId, cancellation);
    }

    /// <summary>A person asks for a pause.</summary>
    public Task PauseAsync(CancellationToken cancellation) => books.Existing().Lifecycle == RunLifecycle.Queued
        ? EndAsync(RunLifecycle.Paused, "taken out of the queue", cancellation)
        : AskPauseAsync("", cancellation);

    /// <summary>Notes that a pause is wanted and tells the trainer, if it can be told.</summary>
    /// <param name="reason">Why the service wants it; empty when a person does.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task AskPauseAsync(string reason, CancellationToken cancellation)
    {
        await books.CommitAsync(RunRules.AskPause(books.Existing(), reason, clock.GetUtcNow()), cancellation);
        if (!books.State.PauseAsked)
            return;
        try
        {
            await Trainer.PauseAsync(cancellation);
        }
        catch (OrleansException error)
        {
            RunLog.PauseNotTold(log, RunId, error.Message); // whoever supervises the run tells its trainer as soon as there is one
        }
    }

    /// <summary>Ends the run at once.</summary>
    public async Task CancelAsync(CancellationToken cancellation)
    {
        if (books.Existing().Lifecycle == RunLifecycle.Cancelled)
            return;
        await books.CommitAsync(RunRules.BeginTerm(books.State, "cancelled"), cancellation); // from here on no trainer writes anything
        var queue = grains.GetGrain<IRolloutQueueGrain>(RunId);
        await queue.FallBackAsync(books.State.Checkpoints is [.., var last] ? last : 0, books.State.Term, cancellation);
        await queue.CloseAsync("the run was cancelled", books.State.Term, cancellation);
        await EndAsync(RunLifecycle.Cancelled, "", cancellation);
        await Trainer.AbortAsync(cancellation);
    }

    /// <summary>A trainer takes charge.</summary>
    public async Task<TrainerTerm> BeginTermAsync(string holder, CancellationToken cancellation)
    {
        await books.CommitAsync(RunRules.BeginTerm(books.Existing(), holder), cancellation);
        RunLog.TermBegan(log, RunId, books.State.Term.Number, books.State.TermsWithoutStep);
        return books.State.Term;
    }

    /// <summary>The trainer in charge stopped with a checkpoint, for the reason that it was asked for or its own.</summary>
    public Task PausedAsync(string reason, TrainerTerm term, CancellationToken cancellation) =>
        StopAsync(RunLifecycle.Paused, books.State.PauseReason.Length > 0 ? books.State.PauseReason : reason, term, cancellation);

    /// <summary>The run ended as its spec says.</summary>
    public Task CompletedAsync(string reason, TrainerTerm term, CancellationToken cancellation) => StopAsync(RunLifecycle.Completed, reason, term, cancellation);

    /// <summary>The run cannot go on.</summary>
    public async Task FailedAsync(string reason, TrainerTerm term, CancellationToken cancellation)
    {
        books.Admit(term);
        await reserve.SpendAsync(cancellation);
        await StopAsync(RunLifecycle.Failed, reason, term, cancellation);
    }

    /// <summary>Ends the session: stores it, and takes the run out of the schedule.</summary>
    public async Task EndAsync(RunLifecycle lifecycle, string reason, CancellationToken cancellation)
    {
        await books.CommitAsync(RunRules.Stop(books.Existing(), lifecycle, reason, clock.GetUtcNow()), cancellation);
        await books.NoteAsync(cancellation); // before it leaves, since nobody supervises it afterwards
        await Scheduler.LeaveAsync(RunId, cancellation);
        RunLog.Stopped(log, RunId, lifecycle, reason);
        await checkpoints.TrySweepAsync(cancellation);
    }

    private RunSession OfService() => new(ServiceSession, clock.GetUtcNow());

    private async Task BeginAsync(RunSession session, CancellationToken cancellation)
    {
        var next = RunRules.Start(books.Existing(), session, clock.GetUtcNow());
        if (ReferenceEquals(next, books.State))
            return;
        var tenant = await grains.GetGrain<ITenantGrain>(books.State.Tenant).DescribeAsync(cancellation);
        var groups = RunNotes.GroupsOf(books.State.Spec!);
        if ((TenantRules.StoredMore(tenant) ?? TenantRules.TooWide(tenant, groups)) is { } refusal)
            throw refusal;
        await reserve.KeepAsync(cancellation);
        var place = await Scheduler.EnterAsync(new(RunId, books.State.Tenant, groups), cancellation);
        await books.CommitAsync(place.IsAtWork ? next : RunRules.Queue(books.State, place.Why, clock.GetUtcNow()), cancellation);
        generators.Begin();
    }

    private Task StopAsync(RunLifecycle lifecycle, string reason, TrainerTerm term, CancellationToken cancellation)
    {
        books.Admit(term);
        return EndAsync(lifecycle, reason, cancellation);
    }
}
