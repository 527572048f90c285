using Magistral.Method.Randomness;

namespace Magistral.Engine.Training;

/// <summary>Which examples make up each batch: every epoch is its own shuffle, and a batch may cross from one epoch into the next.</summary>
/// <remarks>A pure function of seed and step, so that a run resumes at any step without stored state. Not thread-safe: it keeps the last epoch's order.</remarks>
public sealed class EpochSampler
{
    private readonly int count;
    private readonly int batchSize;
    private readonly long seed;
    private readonly int[] order;
    private long orderedEpoch = -1;

    /// <param name="count">Number of examples, ≥ 1.</param>
    /// <param name="batchSize">Examples a batch, ≥ 1.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public EpochSampler(int count, int batchSize, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        this.count = count;
        this.batchSize = batchSize;
        this.seed = seed;
        order = new int[count];
    }

    /// <summary>The examples of a step.</summary>
    /// <param name="step">From 0.</param>
    /// <returns>[batchSize], indices in 0..count − 1.</returns>
    public int[] BatchAt(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        var batch = new int[batchSize];
        for (var i = 0; i < batchSize; i++)
        {
            var (epoch, position) = Math.DivRem(step * batchSize + i, count);
            if (epoch != orderedEpoch) Shuffle(epoch);
            batch[i] = order[position];
        }

        return batch;
    }

    private void Shuffle(long epoch)
    {
        for (var i = 0; i < count; i++) order[i] = i;
        new SeededRandom(seed, "epoch", epoch).Shuffle(order.AsSpan());
        orderedEpoch = epoch;
    }
}
