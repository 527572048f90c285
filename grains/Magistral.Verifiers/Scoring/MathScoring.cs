using Magistral.Method.Verification;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Language;
using Magistral.Verifiers.Mathematics;

namespace Magistral.Verifiers.Scoring;

/// <summary>Grades whole responses to mathematical prompts: format gate, answer, length, language.</summary>
/// <remarks>arXiv 2506.10910 §2.2. The language axis is graded where it has a weight. Thread-safe.</remarks>
public static class MathScoring
{
    /// <summary>Grades one response.</summary>
    /// <param name="response">The completion and what it is graded against.</param>
    /// <param name="weights">The weights of the axes.</param>
    /// <exception cref="LanguageModelsMissingException">The language has a weight, and its models are not beside the program.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length or limit is outside its range.</exception>
    public static MathScore Score(MathResponse response, RewardWeights weights)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(weights);
        var penalty = LengthPenalty.SoftOverlong(response.LengthTokens, response.LMax, response.LCache, response.CutOff, weights.Length);
        var format = FormatGate.Check(response.Response, TaskKind.Math);
        if (!format.Passed) return new(RewardFindings.GateFailed, null, default(RewardAxes), format);

        var verdict = MathVerifier.Verify(format.BoxedAnswer!, response.Reference);
        if (verdict == MathVerdict.Error) return new(new(Format: true, LengthPenalty: penalty), verdict, null, format);
        var findings = new RewardFindings(Format: true, verdict == MathVerdict.Correct, penalty, LanguageAxis.Grade(response.Prompt, format, weights));
        return new(findings, verdict, RewardSum.Of(findings, weights), format);
    }
}
