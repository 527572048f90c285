namespace Magistral.Method.Schedules;

/// <summary>Learning rate by step.</summary>
/// <remarks>Steps count from 0; with a warm-up of w, step 0 uses peak/w and step w − 1 the peak. Pure, thread-safe.</remarks>
public static class LearningRate
{
    /// <summary>Linear warm-up, then constant.</summary>
    /// <param name="step">Updates done before this one, ≥ 0.</param>
    /// <param name="peak">The highest rate, ≥ 0.</param>
    /// <param name="warmupSteps">≥ 0; 0 and 1 are no warm-up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double ConstantAt(long step, double peak, int warmupSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        if (!(peak >= 0 && double.IsFinite(peak))) throw new ArgumentOutOfRangeException(nameof(peak), peak, "use a number ≥ 0");
        return step < warmupSteps ? peak * (step + 1) / warmupSteps : peak;
    }

    /// <summary>Linear warm-up, then half a cosine down to a share of the peak at the last step; constant after it.</summary>
    /// <param name="step">Updates done before this one, ≥ 0.</param>
    /// <param name="peak">The highest rate, ≥ 0.</param>
    /// <param name="warmupSteps">≥ 0.</param>
    /// <param name="totalSteps">All updates, warm-up included, ≥ 1.</param>
    /// <param name="finalShare">The rate of the last step over the peak, 0..1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public static double CosineAt(long step, double peak, int warmupSteps, long totalSteps, double finalShare = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        if (!(finalShare >= 0 && finalShare <= 1)) throw new ArgumentOutOfRangeException(nameof(finalShare), finalShare, "use a share, 0..1");
        var rate = ConstantAt(step, peak, warmupSteps);
        if (step < warmupSteps) return rate;
        var span = totalSteps - 1 - warmupSteps;
        var progress = span <= 0 ? 1 : Math.Min(1, (double)(step - warmupSteps) / span);
        return peak * (finalShare + (1 - finalShare) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
