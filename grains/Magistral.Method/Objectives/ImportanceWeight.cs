namespace Magistral.Method.Objectives;

/// <summary>Capped ratios that multiply a token's loss, outside of the clipped ratio.</summary>
public static class ImportanceWeight
{
    /// <summary>`min(exp(logNumerator − logDenominator), cap)`.</summary>
    /// <param name="logNumerator">`tis`: log π of the training engine; `decoupled`: log of the proximal policy; in nats.</param>
    /// <param name="logDenominator">log μ, as the generator recorded it, in nats.</param>
    /// <param name="cap">The largest weight, > 0; 2 for `tis`.</param>
    /// <exception cref="ArgumentException">The cap is not positive or a log-probability is not a number.</exception>
    /// <remarks>Truncated importance sampling between inference and training engines, 2025; decoupled PPO: arXiv 2505.24298.</remarks>
    public static double Truncated(double logNumerator, double logDenominator, double cap)
    {
        if (!(cap > 0)) throw new ArgumentException($"the cap {cap} is not positive: use 2", nameof(cap));
        var weight = Math.Exp(logNumerator - logDenominator);
        if (double.IsNaN(weight)) throw new ArgumentException("a log-probability is not a number: the recorded token is impossible");
        return Math.Min(weight, cap);
    }
}
