using Magistral.Contracts.Verification;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Mathematics;
using Magistral.Verifiers.Scoring;
using Axes = Magistral.Contracts.Verification.RewardAxes;

namespace Magistral.Grains.Verification;

/// <summary>Turns a verifier's verdict into the reward of the contract, axis by axis.</summary>
/// <remarks>Pure, thread-safe.</remarks>
public static class ResponseScoring
{
    /// <summary>Scores one response.</summary>
    public static Score Score(ScoreRequest request) => request.Task switch
    {
        TaskKind.Math => ScoreMath(request),
        _ => new(VerdictKind.Error, default, $"no verifier for {request.Task} runs on this silo"),
    };

    private static Score ScoreMath(ScoreRequest request)
    {
        var weights = new RewardWeights(request.Weights.Format, request.Weights.Correct, request.Weights.Length, request.Weights.Language);
        var response = new MathResponse(request.Response, request.Reference, request.LengthTokens, request.LMax, request.LCache, request.CutOff);
        var score = MathScoring.Score(response, weights);
        if (!score.Axes.Format)
            return new(VerdictKind.Malformed, default, $"the form is wrong: {score.Format.Fault}");
        var axes = new Axes(weights.Format, score.Axes.Correct == true ? weights.Correct : 0, score.Axes.LengthPenalty, 0);
        return score.Verdict switch
        {
            MathVerdict.Correct => new(VerdictKind.Correct, axes, ""),
            MathVerdict.Incorrect => new(VerdictKind.Incorrect, axes, $"answered {score.Format.BoxedAnswer}, right is {request.Reference}"),
            MathVerdict.Unparsed => new(VerdictKind.Unparsed, axes, $"the answer {score.Format.BoxedAnswer} cannot be read"),
            _ => new(VerdictKind.Error, default, $"the reference {request.Reference} cannot be read"),
        };
    }
}
