using System.Text.Json;
using Magistral.Testing;
using Magistral.Verifiers.Code.Programs;
using Xunit;

namespace Magistral.Verifiers.Tests.Code;

public sealed class CodeFixtureTests
{
    // A compilation takes a second of both cores, so that only every third C++ program has its turn here; `magistral verify` takes them all.
    [Theory]
    [InlineData("code-python", 1)]
    [InlineData("code-cpp", 3)]
    [InlineData("code-adversarial", 1)]
    public async Task Programs_of_the_fixtures_get_their_verdict(string file, int every)
    {
        var lines = File.ReadLines(Fixtures.Require($"verifiers/{file}.jsonl")).Where((_, number) => number % every == 0);
        var rows = lines.Select(line => JsonDocument.Parse(line).RootElement);
        var judged = await Task.WhenAll(rows.Where(row => Language(row) is not null).Select(JudgeAsync));
        Assert.Empty(judged.OfType<string>());
    }

    private static async Task<string?> JudgeAsync(JsonElement row)
    {
        var program = row.TryGetProperty("test_code", out var code)
            ? new CodeProgram(Language(row)!.Value, Text(row, "program"), [], code.GetString())
            : new CodeProgram(Language(row)!.Value, Text(row, "program"), [.. row.GetProperty("tests").EnumerateArray().Select(test => new CodeTest(Text(test, "stdin"), Text(test, "stdout")))]);
        string[] allowed = row.TryGetProperty("expected_any", out var any) ? [.. any.EnumerateArray().Select(one => one.GetString()!)] : [Text(row, "expected")];
        var result = await Judging.JudgeAsync(program);
        var verdict = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Verdict.ToString());
        return allowed.Contains(verdict) ? null : $"{Text(row, "id")} {Text(row, "kind")} is {verdict} ({result.Detail}), not {string.Join(" or ", allowed)}";
    }

    private static CodeLanguage? Language(JsonElement row) => CodeLanguages.Read(Text(row, "language"));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
