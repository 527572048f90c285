using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;

namespace Magistral.Grains.Runs;

/// <summary>One round of a coordinator at a run: it has a trainer while it is at work, and what a crash left undone is done.</summary>
/// <param name="books">The run's state.</param>
/// <param name="life">Its life.</param>
/// <param name="revising">Its spec.</param>
/// <param name="generators">Who generates for it.</param>
/// <param name="checkpoints">Its checkpoints.</param>
/// <param name="grains">The way to schedule, trainer and queue.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunSupervision(RunBooks books, RunLife life, RunRevising revising, RunGenerators generators, RunCheckpoints checkpoints, IGrainFactory grains)
{
    private const int MostTermsWithoutStep = 10;

    /// <summary>Goes round once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (books.Existing().Lifecycle == RunLifecycle.Queued)
            await life.GoToWorkAsync(cancellation);
        await books.NoteAsync(cancellation);
        if (books.State.Lifecycle != RunLifecycle.Running)
        {
            await grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key).LeaveAsync(books.RunId, cancellation); // what a crash between the end and the leaving left
            return;
        }
        if (books.State.TermsWithoutStep > MostTermsWithoutStep)
        {
            await life.EndAsync(RunLifecycle.Failed, $"{MostTermsWithoutStep} trainers in a row ended before they made a step: the logs of the trainer silos name the reason", cancellation);
            return;
        }
        await revising.TellAsync(cancellation); // what a crash between the write and the telling left
        await generators.ReleaseSilentAsync(cancellation);
        await checkpoints.SweepLeftAsync(cancellation);
        await grains.GetGrain<IRolloutQueueGrain>(books.RunId).WatchAsync(cancellation);
        var trainer = grains.GetGrain<ITrainerGrain>(books.RunId);
        await trainer.StartAsync(cancellation);
        if (books.State.PauseAsked)
            await trainer.PauseAsync(cancellation);
    }
}
