using Magistral.Method.Rewards;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Format;

namespace Magistral.Verifiers.Scoring;

/// <summary>Grades whole responses to prompts that ask for a program: format gate, program, length.</summary>
/// <remarks>arXiv 2506.10910 §2.2. The language axis is not graded here. Thread-safe.</remarks>
public static class CodeScoring
{
    /// <summary>Grades one response. A program in a language that no verifier runs is graded as one that does not compile.</summary>
    /// <param name="response">The completion and what it is graded against.</param>
    /// <param name="weights">The weights of the axes.</param>
    /// <param name="judge">Judges the program, such as <see cref="CodeVerifier.VerifyAsync"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="ArgumentOutOfRangeException">A length or limit is outside its range.</exception>
    public static async Task<CodeScore> ScoreAsync(
        CodeResponse response, RewardWeights weights, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(judge);
        var penalty = LengthPenalty.SoftOverlong(response.LengthTokens, response.LMax, response.LCache, response.CutOff, weights.Length);
        var format = FormatGate.Check(response.Response, TaskKind.Code);
        if (!format.Passed) return new(RewardAxes.GateFailed, null, 0, format);

        var result = await JudgeAsync(format.Code!, response, judge, cancellation);
        if (result.Verdict == CodeVerdict.Error) return new(new(Format: true, LengthPenalty: penalty), result, null, format);
        var axes = new RewardAxes(Format: true, Correct: result.Verdict == CodeVerdict.Passed, LengthPenalty: penalty);
        return new(axes, result, RewardSum.Total(axes, weights), format);
    }

    private static async Task<CodeResult> JudgeAsync(
        CodeBlock code, CodeResponse response, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation) =>
        CodeLanguages.Read(code.Language) is { } language
            ? await judge(response.WithTests(language, code.Program), cancellation)
            : new(CodeVerdict.CompileError, 0, response.WithTests(default, code.Program).Total, $"no verifier runs {code.Language}");
}
