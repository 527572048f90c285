namespace Magistral.Method.Objectives;

/// <summary>The loss of one token and its slope by the token's log-probability.</summary>
internal readonly record struct TokenLoss(double Loss, double Slope, bool ClippedLow, bool ClippedHigh)
{
    public static TokenLoss Of(ObjectiveKind kind, double ratio, double logProb, double advantage, double clipLow, double clipHigh)
    {
        var clipped = Math.Clamp(ratio, 1 - clipLow, 1 + clipHigh);
        if (kind == ObjectiveKind.Cispo)
            return new(-clipped * advantage * logProb, -clipped * advantage, ratio < 1 - clipLow, ratio > 1 + clipHigh);

        // min(r·Â, clip(r)·Â): where the clipped term decides, the loss is constant in the log-probability
        var low = advantage < 0 && ratio < 1 - clipLow;
        var high = advantage > 0 && ratio > 1 + clipHigh;
        var surrogate = (low || high ? clipped : ratio) * advantage;
        return new(-surrogate, low || high ? 0 : -surrogate, low, high);
    }
}
