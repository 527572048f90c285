using Magistral.Method.Randomness;

namespace Magistral.Method.Curriculum;

/// <summary>Draws the stage of the next prompt.</summary>
/// <remarks>
/// A share of the prompts comes uniformly from all stages, so that what was learned is not forgotten and what comes is met early;
/// the rest comes from the current stage. A pure function of the run's seed and the group's number: a resumed run draws the same.
/// </remarks>
public static class StageMix
{
    /// <summary>Draws a stage.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="groupNumber">The group's number in the run.</param>
    /// <param name="stageCount">≥ 1.</param>
    /// <param name="currentStage">Index of the current stage, 0..stageCount − 1.</param>
    /// <param name="mixShare">`mix_share`, 0..1.</param>
    /// <returns>The index of a stage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static int Draw(long seed, long groupNumber, int stageCount, int currentStage, double mixShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stageCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(currentStage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(currentStage, stageCount);
        if (!(mixShare >= 0 && mixShare <= 1)) throw new ArgumentOutOfRangeException(nameof(mixShare), mixShare, "use a share, 0..1");
        var random = new SeededRandom(seed, "stage-mix", groupNumber);
        return random.NextDouble() < mixShare ? random.NextInt(stageCount) : currentStage;
    }
}
