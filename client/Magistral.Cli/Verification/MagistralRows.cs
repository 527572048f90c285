using System.Text.Json.Nodes;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Scoring;

namespace Magistral.Cli.Verification;

/// <summary>Rows of the verifier <c>magistral</c>: a whole response by the axes of the reward (METHOD section 4).</summary>
internal sealed class MagistralRows : IRowVerifier
{
    public string Name => "magistral";

    public ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation) => new(row.Text("task") switch
    {
        "math" => Mathematics(row),
        "code" => Code(row),
        var task => throw new RowException($"task '{task}' is neither math nor code"),
    });

    private static JsonObject Mathematics(Row row)
    {
        var (lMax, lCache) = Limits(row);
        var response = new MathResponse(row.Text("response"), row.Text("reference"), row.Count("length", 0), lMax, lCache);
        var score = MathScoring.Score(response, RewardWeights.Default);
        return Answer(score.Reward, score.Axes, score.Verdict is { } verdict ? MathRows.Verdict(verdict) : null);
    }

    private static JsonObject Code(Row row)
    {
        var (lMax, lCache) = Limits(row);
        if (!FormatGate.Check(row.Text("response"), TaskKind.Code).Passed)
            return Answer(0, RewardAxes.GateFailed, verdict: null);
        var axes = new RewardAxes(Format: true, LengthPenalty: LengthPenalty.SoftOverlong(row.Count("length", 0), lMax, lCache, cutOff: false, RewardWeights.Default.Length));
        var answer = Answer(reward: null, axes, "error");
        answer["detail"] = "no verifier runs programs";
        return answer;
    }

    private static (int LMax, int LCache) Limits(Row row)
    {
        var (lMax, lCache) = (row.Count("max_length", 1), row.Count("cache_length", 0));
        return lCache <= lMax ? (lMax, lCache) : throw new RowException($"cache_length {lCache} is greater than max_length {lMax}");
    }

    private static JsonObject Answer(double? reward, RewardAxes axes, string? verdict) => new()
    {
        ["reward"] = reward,
        ["format"] = axes.Format,
        ["correct"] = axes.Correct,
        ["length_penalty"] = axes.LengthPenalty,
        ["language_consistent"] = axes.LanguageConsistent,
        ["verdict"] = verdict,
    };
}
