using Magistral.Method.Randomness;

namespace Magistral.Method.Curriculum;

/// <summary>The order in which rows are read that lie in chunks: every epoch is its own shuffle of chunks, and of the rows of neighbouring ones.</summary>
/// <remarks>
/// A pure function of seed and position, so that a run goes on at any position without stored state. Rows are shuffled within blocks: as many chunks as hold
/// <see cref="BlockRows"/> rows, or one that is larger, so that few chunks are in use at a time. One chunk alone is shuffled as a whole.
/// Not thread-safe: it keeps the order of the last block.
/// </remarks>
public sealed class ChunkedShuffle
{
    /// <summary>Rows after which a block is closed.</summary>
    public const int BlockRows = 32_768;

    private readonly int[] rows;
    private readonly long seed;
    private readonly int[] chunks;
    private readonly List<(int First, int Chunks, long Start)> blocks = [];
    private (int Chunk, int Row)[] order = [];
    private long orderedEpoch = -1;
    private int orderedBlock = -1;

    /// <param name="rows">Rows of each chunk, 0 or more; 1 or more in all.</param>
    /// <param name="seed">The run's seed.</param>
    /// <exception cref="ArgumentException">There is no row.</exception>
    public ChunkedShuffle(IEnumerable<int> rows, long seed)
    {
        this.rows = [.. rows];
        this.seed = seed;
        Count = this.rows.Sum(count => (long)count);
        if (Count < 1) throw new ArgumentException("there is no row to order", nameof(rows));
        chunks = new int[this.rows.Length];
    }

    /// <summary>All rows, those of one epoch.</summary>
    public long Count { get; }

    /// <summary>Where the row of a position lies.</summary>
    /// <param name="position">From 0; each <see cref="Count"/> positions hold every row once.</param>
    public (int Chunk, int Row) At(long position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var (epoch, place) = Math.DivRem(position, Count);
        if (epoch != orderedEpoch) ShuffleChunks(epoch);
        var block = blocks.FindLastIndex(candidate => candidate.Start <= place);
        if (block != orderedBlock) ShuffleRows(block);
        return order[place - blocks[block].Start];
    }

    private void ShuffleChunks(long epoch)
    {
        for (var i = 0; i < chunks.Length; i++) chunks[i] = i;
        new SeededRandom(seed, "chunks", epoch).Shuffle(chunks.AsSpan());
        blocks.Clear();
        (orderedEpoch, orderedBlock) = (epoch, -1);
        var (first, start, held) = (0, 0L, 0L);
        for (var i = 0; i < chunks.Length; i++)
        {
            held += rows[chunks[i]];
            if (held == 0 || (held < BlockRows && i < chunks.Length - 1)) continue;
            blocks.Add((first, i + 1 - first, start));
            (first, start, held) = (i + 1, start + held, 0);
        }
    }

    private void ShuffleRows(int block)
    {
        var (first, count, _) = blocks[block];
        order = [.. chunks.Skip(first).Take(count).SelectMany(chunk => Enumerable.Range(0, rows[chunk]).Select(row => (chunk, row)))];
        var random = block == 0 ? new SeededRandom(seed, "epoch", orderedEpoch) : new SeededRandom(seed, "epoch", orderedEpoch, block);
        random.Shuffle(order.AsSpan());
        orderedBlock = block;
    }
}
