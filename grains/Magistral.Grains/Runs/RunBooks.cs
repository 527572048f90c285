using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>
/// The state of a run and the only way to change it: a change is stored with the events that tell of it, then those who wait for one and the tenant's books hear of it.
/// Live progress is stored at most once a second; what decides anything is stored at once.
/// </summary>
/// <param name="run">The state.</param>
/// <param name="grains">The way to the tenant's books.</param>
/// <param name="store">Keeps full pages of events.</param>
/// <param name="runId">The run.</param>
/// <param name="changes">Answers those who wait.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Hears what is made good later.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunBooks(
    IPersistentState<RunState> run, IGrainFactory grains, IObjectStore store, string runId, ChangeSignal changes, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromSeconds(1);
    private readonly RunNotes notes = new(grains, runId, clock);
    private readonly RunFeedPages pages = new(store, runId);
    private DateTimeOffset progressStoredAt;

    /// <summary>The run.</summary>
    public string RunId => runId;

    /// <summary>Its state; without a spec there is no run.</summary>
    public RunState State => run.State;

    /// <summary>The state of a run that is there.</summary>
    /// <exception cref="RunNotFoundException">There is none.</exception>
    public RunState Existing() => run.State.Spec is null ? throw new RunNotFoundException(runId) : run.State;

    /// <summary>Refuses a trainer whose term is over.</summary>
    /// <exception cref="TrainerSupersededException">It is.</exception>
    public void Admit(TrainerTerm term) => _ = Existing().Term.Admit(runId, term);

    /// <summary>Stores a state; one that is the present one changes nothing.</summary>
    public async Task CommitAsync(RunState next, CancellationToken cancellation)
    {
        if (ReferenceEquals(next, run.State))
            return;
        next = RunFeed.Tell(run.State, next, clock.GetUtcNow());
        if (RunFeed.FullPage(run.State.Feed) is { } page)
        {
            // Only entries that are stored already make a page: an activation that another followed then writes the same page, or none.
            await pages.SaveAsync(page, cancellation);
            next = RunFeed.PageStored(next);
        }
        await run.CommitAsync(next, cancellation);
        changes.Raise(); // progress comes once a second
        progressStoredAt = clock.GetUtcNow();
        if (await notes.TryTellAsync(run.State, cancellation) is { } error)
            RunLog.NotNoted(log, runId, error.Message);
    }

    /// <summary>Keeps a state that only tells of progress, and stores it when the last one is a second old.</summary>
    public Task ProgressAsync(RunState next, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - progressStoredAt >= ProgressPeriod)
            return CommitAsync(next, cancellation);
        if (next.Generators.Count != run.State.Generators.Count)
            changes.Raise();
        run.State = next;
        return Task.CompletedTask;
    }

    /// <summary>The log of steps has no ETags of its own: the state's write shows that no other activation has gone on with the run.</summary>
    public Task ProveOwnershipAsync(CancellationToken cancellation) => run.CommitAsync(Existing(), cancellation);

    /// <summary>Tells the tenant's books how the run stands, unless they know.</summary>
    public Task NoteAsync(CancellationToken cancellation) => notes.TellAsync(run.State, cancellation);

    /// <summary>The events after a number, at most so many, in order.</summary>
    public Task<IReadOnlyList<RunFeedEntry>> EventsAsync(long after, int count, CancellationToken cancellation) => pages.ReadAsync(Existing().Feed, after, count, cancellation);
}
