using Magistral.Method.Verification;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Language;

namespace Magistral.Verifiers.Scoring;

/// <summary>Grades whole responses to prompts that ask for a program: format gate, program, length, language.</summary>
/// <remarks>arXiv 2506.10910 §2.2. The language axis is graded where it has a weight. Thread-safe.</remarks>
public static class CodeScoring
{
    /// <summary>Grades one response. A program in a language that no verifier runs is graded as one that does not compile.</summary>
    /// <param name="response">The completion and what it is graded against.</param>
    /// <param name="weights">The weights of the axes.</param>
    /// <param name="judge">Judges the program, such as <see cref="CodeVerifier.VerifyAsync"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="LanguageModelsMissingException">The language has a weight, and its models are not beside the program.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A length or limit is outside its range.</exception>
    public static async Task<CodeScore> ScoreAsync(
        CodeResponse response, RewardWeights weights, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(judge);
        var penalty = LengthPenalty.SoftOverlong(response.LengthTokens, response.LMax, response.LCache, response.CutOff, weights.Length);
        var format = FormatGate.Check(response.Response, TaskKind.Code);
        if (!format.Passed) return new(RewardFindings.GateFailed, null, default(RewardAxes), format);

        var result = await JudgeAsync(format.Code!, response, judge, cancellation);
        if (result.Verdict == CodeVerdict.Error) return new(new(Format: true, LengthPenalty: penalty), result, null, format);
        var findings = new RewardFindings(Format: true, result.Verdict == CodeVerdict.Passed, penalty, LanguageAxis.Grade(response.Prompt, format, weights));
        return new(findings, result, RewardSum.Of(findings, weights), format);
    }

    private static async Task<CodeResult> JudgeAsync(
        CodeBlock code, CodeResponse response, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation) =>
        CodeLanguages.Read(code.Language) is { } language
            ? await judge(response.WithTests(language, code.Program), cancellation)
            : new(CodeVerdict.CompileError, 0, response.WithTests(default, code.Program).Total, $"no verifier runs {code.Language}");
}
