using Magistral.Method.Verification;
using System.Text.Json;
using Magistral.Method.Rewards;
using Magistral.Testing;
using Magistral.Verifiers.Format;
using Magistral.Verifiers.Scoring;
using Xunit;

namespace Magistral.Verifiers.Tests.Format;

public sealed class FormatFixtureTests
{
    [Fact]
    public void Every_row_of_the_fixtures_is_graded_as_expected() => Assert.Empty(
        File.ReadLines(Fixtures.Require("verifiers/format.jsonl")).Select(line => Difference(JsonDocument.Parse(line).RootElement)).OfType<string>());

    private static string? Difference(JsonElement row)
    {
        var id = row.GetProperty("id").GetString();
        var expected = row.GetProperty("expected");
        var response = row.GetProperty("response").GetString()!;
        int Number(string name) => row.GetProperty(name).GetInt32();
        if (row.GetProperty("task").GetString() == "code")
        {
            var passed = FormatGate.Check(response, TaskKind.Code).Passed;
            return passed == expected.GetProperty("format").GetBoolean() ? null : $"{id}: format {passed}";
        }

        var score = MathScoring.Score(
            new(response, row.GetProperty("reference").GetString()!, Number("length"), Number("max_length"), Number("cache_length")),
            RewardWeights.Default);
        bool? correct = expected.GetProperty("correct").ValueKind == JsonValueKind.Null ? null : expected.GetProperty("correct").GetBoolean();
        var agrees = score.Findings.Format == expected.GetProperty("format").GetBoolean()
            && score.Findings.Correct == correct
            && Math.Abs(score.Findings.LengthPenalty - expected.GetProperty("length_penalty").GetDouble()) <= 1e-9;
        return agrees ? null : $"{id}: {score.Axes} {score.Format.Fault}";
    }
}
