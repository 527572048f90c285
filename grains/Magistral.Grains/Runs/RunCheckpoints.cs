using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;
using Microsoft.Extensions.Logging;

namespace Magistral.Grains.Runs;

/// <summary>The checkpoints of a run: which stay, what is swept, and what a fall-back to one rolls back.</summary>
/// <param name="books">The run's state.</param>
/// <param name="progress">Its steps.</param>
/// <param name="grains">The way to the checkpoints.</param>
/// <param name="store">Where their parts lie.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Hears what could not be swept.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunCheckpoints(RunBooks books, RunProgress progress, IGrainFactory grains, IObjectStore store, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(30);
    private readonly CheckpointSweep sweep = new(grains, store, books.RunId);
    private bool isSwept;
    private DateTimeOffset sweptAt;

    /// <summary>A checkpoint is committed.</summary>
    /// <returns>The steps whose checkpoints it makes expire.</returns>
    public async Task<IReadOnlyList<int>> CommittedAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        books.Admit(term);
        await books.ProveOwnershipAsync(cancellation);
        await progress.SaveAsync(step, cancellation);
        await books.CommitAsync(RunRules.Checkpoint(books.Existing(), step), cancellation);
        return books.State.Checkpoints[^1] == step ? books.State.Expired : [];
    }

    /// <summary>The trainer fell back to a step.</summary>
    public async Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation)
    {
        books.Admit(term);
        await books.ProveOwnershipAsync(cancellation);
        var surviving = await progress.RollBackAsync(step, cancellation);
        await books.CommitAsync(RunRules.FallBack(books.Existing(), step, surviving), cancellation);
        await TrySweepAsync(cancellation);
    }

    /// <summary>Deletes what belongs to no checkpoint that is kept; of a run that is not there all.</summary>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> SweepAsync(CancellationToken cancellation)
    {
        (isSwept, sweptAt) = (false, clock.GetUtcNow());
        if (books.State.Spec is null)
            await RunObjects.EraseAsync(store, books.RunId, cancellation); // what a writer that slept left after the deletion
        isSwept = books.State.Spec is null || await sweep.RunAsync(books.State, cancellation);
        return isSwept;
    }

    /// <summary>Sweeps what an earlier sweep left, now and then.</summary>
    public Task SweepLeftAsync(CancellationToken cancellation) =>
        !isSwept && clock.GetUtcNow() - sweptAt >= SweepPeriod ? TrySweepAsync(cancellation) : Task.CompletedTask;

    /// <summary>Sweeps where something else is the point: what fails is swept the next time.</summary>
    public async Task TrySweepAsync(CancellationToken cancellation)
    {
        try
        {
            await SweepAsync(cancellation);
        }
        catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
        {
            RunLog.Unswept(log, books.RunId, error.Message);
        }
    }
}
