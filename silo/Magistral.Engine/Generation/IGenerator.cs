using Magistral.Engine.Weights;

namespace Magistral.Engine.Generation;

/// <summary>Samples completions by continuous batching: sequences join and leave at any step.</summary>
/// <remarks>Use from one thread. Its loop is the caller's: apply new weights if there are any, add what fits, step, hand over what finished.</remarks>
public interface IGenerator : IDisposable
{
    /// <summary>Most sequences at once.</summary>
    int Slots { get; }

    /// <summary>Sequences that are not yet delivered.</summary>
    int LiveCount { get; }

    /// <summary>Sequences that can be added now.</summary>
    int FreeSlots { get; }

    /// <summary>Version of the weights in use.</summary>
    int WeightsVersion { get; }

    /// <summary>Whether weights are so large that they should be prepared on another thread before they are applied, since applying them alone stops decoding.</summary>
    bool PreparesWeights { get; }

    /// <summary>Gets weights ready beside the decoding, in memory of their own, so that applying them takes no time.</summary>
    /// <param name="weights">Of the same model; of these, the last prepared can be applied at once.</param>
    /// <remarks>May run on another thread while the generator steps, one at a time; not while weights are applied or the generator is disposed.</remarks>
    /// <exception cref="WeightShapeException">They are of another model; the old ones stay.</exception>
    void PrepareWeights(WeightSnapshot weights);

    /// <summary>Puts other weights to use from the next step on; no sequence is dropped and no cache is recomputed.</summary>
    /// <param name="weights">Of the same model.</param>
    /// <exception cref="WeightShapeException">They are of another model; the old ones stay.</exception>
    void ApplyWeights(WeightSnapshot weights);

    /// <summary>Adds a sequence; it joins at the next step.</summary>
    /// <param name="request">What to sample.</param>
    /// <exception cref="SequenceRequestException">A field is out of its range, the id is live already, or no slot is free.</exception>
    void Add(SequenceRequest request);

    /// <summary>Ends a sequence at the next step.</summary>
    /// <param name="id">The request's.</param>
    /// <returns>False when no such sequence is live.</returns>
    bool Cancel(long id);

    /// <summary>Copies what live sequences hold, of those that grew since they were copied last; any cost is in the copying.</summary>
    /// <param name="leastTokens">By how many tokens at least, ≥ 1. The prefix of a sequence counts as copied.</param>
    /// <returns>One a sequence, in no particular order; empty mostly.</returns>
    IReadOnlyList<SequenceProgress> TakeProgress(int leastTokens);

    /// <summary>One decode step for all live sequences; does nothing when there are none.</summary>
    /// <returns>What finished or was cancelled, in no particular order; empty mostly.</returns>
    IReadOnlyList<FinishedSequence> Step();
}
