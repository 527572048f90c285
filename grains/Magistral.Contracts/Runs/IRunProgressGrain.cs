using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Orleans.Concurrency;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Training;

namespace Magistral.Contracts.Runs;

/// <summary>The progress of one run: what its trainer and generators report, and the events that tell of it. Key: the run id.</summary>
/// <remarks>
/// One activation serves this and <see cref="IRunGrain"/>: a report is judged by the trainer's term in the same turn, a fall-back strikes steps and checkpoints at
/// once, and what happened is stored in one write with the events that tell of it, whose numbers follow from it. Calls may be repeated. Those of a trainer
/// whose term is over end in <see cref="TrainerSupersededException"/>.
/// </remarks>
[Alias("magistral.run-progress")]
public interface IRunProgressGrain : IGrainWithStringKey
{
    /// <summary>
    /// Waits until another evaluation is entered, a generator joins or gives up, or the run's state changes. It changes nothing and holds up no other call.
    /// </summary>
    /// <param name="known">The last answer, taken before the run was asked, so that no change is missed; another number than the present one is answered at once.</param>
    /// <param name="atMost">After which it is answered without a change; more than 2 s count as 2 s.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The number of the last change. It means nothing but that another one is another change.</returns>
    [Alias("wait"), AlwaysInterleave]
    Task<long> WaitAsync(long known, TimeSpan atMost, CancellationToken cancellation);

    /// <summary>Enters the step after the last one entered; another one is not entered.</summary>
    /// <returns>The last step entered: reports after it, which a crash of the grain's silo lost, are to be sent again.</returns>
    [Alias("report-step")]
    Task<int> ReportStepAsync(StepReport report, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Enters what a generator did so far.</summary>
    [Alias("report-generator")]
    Task ReportGeneratorAsync(GeneratorReport report, CancellationToken cancellation);

    /// <summary>A generator cannot go on. The run goes on while another one works.</summary>
    [Alias("generator-failed")]
    Task GeneratorFailedAsync(GeneratorFailure failure, CancellationToken cancellation);

    /// <summary>Asks whether anybody generates. Time counts only while somebody asks, so that a process that slept fails nothing.</summary>
    /// <exception cref="NoGeneratorException">Every generator failed, or none was heard of for as long as a lease lasts.</exception>
    /// <param name="mayWait">Whether a generator may still join, however long it takes; then only failures count.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("check-generators")]
    Task CheckGeneratorsAsync(bool mayWait, CancellationToken cancellation);

    /// <summary>Enters an evaluation; once an order.</summary>
    [Alias("record-evaluation")]
    Task RecordEvaluationAsync(EvaluationResult result, CancellationToken cancellation);

    /// <summary>Step reports in the surviving weights, from <paramref name="fromStep"/> on, at most <paramref name="count"/>.</summary>
    [Alias("steps"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<IReadOnlyList<StepReport>> StepsAsync(int fromStep, int count, CancellationToken cancellation);

    /// <summary>The numbered events after <paramref name="after"/>, which stay what they are: a caller that remembers the last number it knows misses none and sees none twice.</summary>
    /// <param name="after">Number of the last one known; 0 for none.</param>
    /// <param name="count">At most so many, 1 to 1000.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    [Alias("feed"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<RunFeedPage> FeedAsync(long after, int count, CancellationToken cancellation);
}
