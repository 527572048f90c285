using Magistral.Method.Randomness;

namespace Magistral.Grains.Curriculum.Problems;

/// <summary>
/// The facts a teacher is unreliable on: pairs of digits whose sum it usually gets wrong by one. The facts are fixed by the seed,
/// so that a model which imitates the teacher errs on the same facts, and can learn better only from rewards.
/// </summary>
public sealed class SlipTable
{
    private readonly int[] offsets = new int[100];
    private readonly double slipRate;

    /// <param name="seed">The run's seed.</param>
    /// <param name="slipShare">Share of the 100 digit pairs the teacher is unreliable on, 0 to 1.</param>
    /// <param name="slipRate">How often it errs on such a pair, 0 to 1.</param>
    public SlipTable(long seed, double slipShare, double slipRate)
    {
        this.slipRate = slipRate;
        var random = new SeededRandom(seed, "slip-table");
        var pairs = Enumerable.Range(0, 100).ToArray();
        random.Shuffle<int>(pairs);
        foreach (var pair in pairs.Take((int)Math.Round(100 * slipShare)))
            offsets[pair] = random.NextInt(2) == 0 ? -1 : 1;
    }

    /// <summary>The teacher's sum of two digits and a carry, right or wrong.</summary>
    /// <returns>0 to 19.</returns>
    public int Add(int left, int right, int carry, SeededRandom random)
    {
        var sum = left + right + carry;
        var offset = offsets[10 * left + right];
        return offset != 0 && random.NextDouble() < slipRate ? Math.Clamp(sum + offset, 0, 19) : sum;
    }
}
