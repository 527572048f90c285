namespace Magistral.Engine.Training;

/// <summary>Statistics of an objective over some tokens.</summary>
/// <param name="ClippedLow">Tokens clipped at the lower bound.</param>
/// <param name="ClippedHigh">Tokens clipped at the upper bound.</param>
/// <param name="Ratio">Sum of the importance ratio.</param>
/// <param name="RatioMax">Its maximum.</param>
/// <param name="Kl">Sum of log μ − log π_θ.</param>
internal sealed record PolicySums(double ClippedLow, double ClippedHigh, double Ratio, double RatioMax, double Kl)
{
    public static PolicySums operator +(PolicySums a, PolicySums b) => new(
        a.ClippedLow + b.ClippedLow, a.ClippedHigh + b.ClippedHigh, a.Ratio + b.Ratio, Math.Max(a.RatioMax, b.RatioMax), a.Kl + b.Kl);
}
