using Magistral.Method.Verification;
using Magistral.Contracts.Verification;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Code.Programs;
using Magistral.Verifiers.Mathematics;
using Magistral.Verifiers.Scoring;

namespace Magistral.Grains.Verification;

/// <summary>Turns a verifier's verdict into the reward of the contract, axis by axis.</summary>
/// <remarks>Thread-safe. Mathematics is scored at once; a program is awaited while its sandbox runs on threads of its own.</remarks>
public static class ResponseScoring
{
    /// <summary>Scores one response.</summary>
    /// <param name="request">The response and what it is scored against.</param>
    /// <param name="judge">Judges programs.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="CodeReferenceException">The tests of a problem cannot be read.</exception>
    public static ValueTask<Score> ScoreAsync(
        ScoreRequest request, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation) => request.Task switch
    {
        TaskKind.Math => new(ScoreMath(request)),
        TaskKind.Code => new(ScoreCodeAsync(request, judge, cancellation)),
        _ => new(new Score(VerdictKind.Error, default, $"no verifier for {request.Task} runs on this silo")),
    };

    private static async Task<Score> ScoreCodeAsync(
        ScoreRequest request, Func<CodeProgram, CancellationToken, Task<CodeResult>> judge, CancellationToken cancellation)
    {
        var reference = CodeReference.Read(request.Reference);
        var response = new CodeResponse(
            request.Response, (language, text) => reference.Around(language, text, request.TestSeed), request.LengthTokens, request.LMax, request.LCache, request.CutOff, request.Prompt);
        var score = await CodeScoring.ScoreAsync(response, request.Weights.Weights, judge, cancellation);
        if (score.Result is not { } result)
            return new(VerdictKind.Malformed, default, $"the form is wrong: {score.Format.Fault}");
        return result.Verdict switch
        {
            CodeVerdict.Passed => new(VerdictKind.Correct, score.Axes!.Value, ""),
            CodeVerdict.Error => new(VerdictKind.Error, default, result.Detail),
            CodeVerdict.CompileError => new(VerdictKind.Unparsed, score.Axes!.Value, result.Detail),
            _ => new(VerdictKind.Incorrect, score.Axes!.Value, result.Detail),
        };
    }

    private static Score ScoreMath(ScoreRequest request)
    {
        var response = new MathResponse(request.Response, request.Reference, request.LengthTokens, request.LMax, request.LCache, request.CutOff, request.Prompt);
        var score = MathScoring.Score(response, request.Weights.Weights);
        if (!score.Findings.Format)
            return new(VerdictKind.Malformed, default, $"the form is wrong: {score.Format.Fault}");
        return score.Verdict switch
        {
            MathVerdict.Correct => new(VerdictKind.Correct, score.Axes!.Value, ""),
            MathVerdict.Incorrect => new(VerdictKind.Incorrect, score.Axes!.Value, $"answered {score.Format.BoxedAnswer}, right is {request.Reference}"),
            MathVerdict.Unparsed => new(VerdictKind.Unparsed, score.Axes!.Value, $"the answer {score.Format.BoxedAnswer} cannot be read"),
            _ => new(VerdictKind.Error, default, $"the reference {request.Reference} cannot be read"),
        };
    }
}
