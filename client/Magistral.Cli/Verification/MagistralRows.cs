using System.Text.Json.Nodes;
using Magistral.Method.Rewards;
using Magistral.Verifiers.Code;
using Magistral.Verifiers.Scoring;

namespace Magistral.Cli.Verification;

/// <summary>Rows of the verifier <c>magistral</c>: a whole response by the axes of the reward (METHOD section 4).</summary>
/// <param name="programs">Judges programs.</param>
internal sealed class MagistralRows(CodeRows programs) : IRowVerifier
{
    private static readonly RewardWeights Weights = RewardWeights.Default with { Language = 0.1 };   // a file has no spec that could turn an axis off

    public string Name => "magistral";

    public async ValueTask<JsonObject> VerifyAsync(Row row, CancellationToken cancellation) => row.Text("task") switch
    {
        "math" => Mathematics(row),
        "code" => await CodeAsync(row, cancellation),
        var task => throw new RowException($"task '{task}' is neither math nor code"),
    };

    private static JsonObject Mathematics(Row row)
    {
        var (lMax, lCache) = Limits(row);
        var response = new MathResponse(row.Text("response"), row.Text("reference"), row.Count("length", 0), lMax, lCache, Prompt: Prompt(row));
        var score = MathScoring.Score(response, Weights);
        return Answer(score.Reward, score.Findings, score.Verdict is { } verdict ? MathRows.Verdict(verdict) : null);
    }

    private async Task<JsonObject> CodeAsync(Row row, CancellationToken cancellation)
    {
        var (lMax, lCache) = Limits(row);
        var response = new CodeResponse(row.Text("response"), (language, program) => CodeRows.WithTests(row, language, program), row.Count("length", 0), lMax, lCache, Prompt: Prompt(row));
        var score = await CodeScoring.ScoreAsync(response, Weights, programs.JudgeAsync, cancellation);
        var answer = Answer(score.Reward, score.Findings, score.Result is { } result ? CodeRows.Verdict(result.Verdict) : null);
        if (score.Result is { Verdict: CodeVerdict.Error } failed) answer["detail"] = failed.Detail;
        return answer;
    }

    private static string Prompt(Row row) => row.Has("prompt") ? row.Text("prompt") : "";   // without it, two parts are left to agree

    private static (int LMax, int LCache) Limits(Row row)
    {
        var (lMax, lCache) = (row.Count("max_length", 1), row.Count("cache_length", 0));
        return lCache <= lMax ? (lMax, lCache) : throw new RowException($"cache_length {lCache} is greater than max_length {lMax}");
    }

    private static JsonObject Answer(double? reward, RewardFindings found, string? verdict) => new()
    {
        ["reward"] = reward,
        ["format"] = found.Format,
        ["correct"] = found.Correct,
        ["length_penalty"] = found.LengthPenalty,
        ["language_consistent"] = found.LanguageConsistent,
        ["verdict"] = verdict,
    };
}
