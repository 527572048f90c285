using System.Threading.Channels;
using Magistral.Engine.Generation;

namespace Magistral.Silo.Generation;

/// <summary>What makes one run's rollouts, as the generator worker of a silo uses it: the engine of this process, or a server elsewhere.</summary>
/// <remarks>
/// <see cref="RunAsync"/> is called once; all else from any thread, also before it and after it ended, but not after disposal, where the counts alone
/// may still be read. New weights are the engine's own to follow, from the source it was made with; sequences go on over them.
/// </remarks>
public interface IRolloutEngine : IDisposable
{
    /// <summary>Sequences that were added and neither finished nor were cancelled or given up.</summary>
    int Held { get; }

    /// <summary>Version of the weights that sample now; 0 before the first.</summary>
    int Version { get; }

    /// <summary>Rises while the engine goes on, also within an evaluation: its leases are renewed and its run hears of it only while it rises.</summary>
    long Beats { get; }

    /// <summary>What its time was spent on so far.</summary>
    GeneratorTimes Times { get; }

    /// <summary>Whether only the admission rule keeps more sequences away; decides what idle time is counted as.</summary>
    bool Throttled { get; set; }

    /// <summary>What finished, in the order it did, without what was cancelled. It completes with <see cref="RunAsync"/>; one reads it.</summary>
    ChannelReader<FinishedSequence> Finished { get; }

    /// <summary>
    /// What sequences under way hold, to be kept for whoever follows a generator that is gone; the next comes after <see cref="Journaled"/>. At the end
    /// everything comes once more, then it completes. One that cannot tell hands over nothing: what it held is then sampled anew.
    /// </summary>
    ChannelReader<IReadOnlyList<SequenceProgress>> Progress { get; }

    /// <summary>What was read from <see cref="Progress"/> is kept; the next may come.</summary>
    void Journaled();

    /// <summary>Adds a sequence, which begins when there is a place for it.</summary>
    /// <param name="request">What to sample; an id that was cancelled may come again.</param>
    void Add(SequenceRequest request);

    /// <summary>Answers prompts greedily, all with the same weights, before it goes on with the rollouts.</summary>
    /// <param name="prompts">What to answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended, or the engine's work.</exception>
    Task<EvaluationAnswers> EvaluateAsync(EvaluationPrompts prompts, CancellationToken cancellation);

    /// <summary>Gives up what is in flight and stops counting time; evaluations go on.</summary>
    void Drain();

    /// <summary>Works until it is cancelled, which is no failure; a failure ends the generator.</summary>
    Task RunAsync(CancellationToken cancellation);
}
