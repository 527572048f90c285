namespace Magistral.Engine.Training;

/// <summary>How far this engine's values are from a row's.</summary>
/// <param name="Id">The row's name.</param>
/// <param name="Loss">|loss − expected|.</param>
/// <param name="ClipFraction">|clip_fraction − expected|.</param>
/// <param name="ApproxKl">|approx_kl − expected|.</param>
/// <param name="Gradient">The largest |∂loss/∂logprob − expected|, padding included.</param>
public sealed record ObjectiveCheckResult(string Id, double Loss, double ClipFraction, double ApproxKl, double Gradient)
{
    /// <summary>The largest of the four; NaN when one is not a number.</summary>
    public double Largest => Math.Max(Math.Max(Loss, ClipFraction), Math.Max(ApproxKl, Gradient));

    /// <summary>Whether every difference is within a tolerance; never for one that is not a number.</summary>
    /// <param name="tolerance">Such as 1e-4.</param>
    public bool Within(double tolerance) => Largest <= tolerance;
}
