namespace Magistral.Method.Rewards;

/// <summary>What the verifiers found, axis by axis.</summary>
/// <param name="Format">Whether the format gate passed; when not, nothing else is graded.</param>
/// <param name="Correct">Whether the answer is right; null when it was not graded.</param>
/// <param name="LengthPenalty">≤ 0, already scaled; 0 when it was not graded.</param>
/// <param name="LanguageConsistent">Whether problem, thoughts and answer share a language; null when it was not graded.</param>
public readonly record struct RewardFindings(bool Format, bool? Correct = null, double LengthPenalty = 0, bool? LanguageConsistent = null)
{
    /// <summary>The findings on a response that failed the format gate.</summary>
    public static RewardFindings GateFailed => new(Format: false);
}
