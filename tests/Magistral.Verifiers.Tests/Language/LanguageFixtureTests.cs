using System.Text.Json;
using Magistral.Testing;
using Magistral.Verifiers.Language;
using Xunit;

namespace Magistral.Verifiers.Tests.Language;

public sealed class LanguageFixtureTests
{
    private const double Bar = 0.99;

    [Fact]
    public void At_least_99_of_100_texts_of_the_fixtures_are_told_right()
    {
        var rows = File.ReadLines(Fixtures.Require("verifiers/language.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var wrong = rows.Where(row => Code(row) != row.GetProperty("expected").GetString()).Select(row => $"{row.GetProperty("id")} as {Code(row)}").ToList();
        Assert.True(wrong.Count <= (1 - Bar) * rows.Count, string.Join('\n', wrong));
    }

    private static string Code(JsonElement row) => ProseLanguages.Code(LanguageVerifier.Shared.Classify(row.GetProperty("text").GetString()!).Language);
}
