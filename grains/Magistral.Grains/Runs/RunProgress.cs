using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The steps and evaluations of a run, as they are reported and told.</summary>
/// <param name="books">The run's state.</param>
/// <param name="store">Keeps step reports.</param>
/// <param name="clock">The clock.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class RunProgress(RunBooks books, IObjectStore store, TimeProvider clock)
{
    private const int MostFeedEntries = 1000;
    private readonly StepLog steps = new(store, books.RunId);
    private int? loggedStep;

    /// <summary>Enters the step after the last one entered; another one is not entered.</summary>
    /// <returns>The last step entered.</returns>
    public async Task<int> StepAsync(StepReport report, TrainerTerm term, CancellationToken cancellation)
    {
        books.Admit(term);
        loggedStep ??= await steps.LastAsync(cancellation);
        if (report.Step == loggedStep + 1)
        {
            await books.CommitAsync(RunRules.Step(books.Existing(), report, clock.GetUtcNow()), cancellation); // told to whoever watches, so it must stand
            steps.Add(report);
            loggedStep = report.Step;
        }
        return loggedStep.Value;
    }

    /// <summary>Enters an evaluation; once an order.</summary>
    public Task EvaluationAsync(EvaluationResult result, CancellationToken cancellation) => books.CommitAsync(RunRules.Evaluation(books.Existing(), result), cancellation);

    /// <summary>Stores the reports up to the step of a checkpoint.</summary>
    public Task SaveAsync(int step, CancellationToken cancellation) => steps.SaveAsync(step, cancellation);

    /// <summary>Rolls back what was reported after a step.</summary>
    /// <returns>The reports that survive, in order.</returns>
    public async Task<IReadOnlyList<StepReport>> RollBackAsync(int step, CancellationToken cancellation)
    {
        loggedStep = null;
        await steps.FallBackAsync(step, cancellation);
        return await steps.ReadAsync(1, int.MaxValue, cancellation);
    }

    /// <summary>Reports from a step on, at most so many.</summary>
    public Task<IReadOnlyList<StepReport>> StepsAsync(int fromStep, int count, CancellationToken cancellation) => steps.ReadAsync(fromStep, count, cancellation);

    /// <summary>The events after a number, at most so many and 1000.</summary>
    public async Task<RunFeedPage> FeedAsync(long after, int count, CancellationToken cancellation) =>
        new(await books.EventsAsync(after, Math.Clamp(count, 1, MostFeedEntries), cancellation), books.State.Lifecycle);
}
