using System.Text.Json;
using Magistral.Testing;
using Magistral.Verifiers.Mathematics;
using Xunit;

namespace Magistral.Verifiers.Tests.Mathematics;

public sealed class MathFixtureTests(ITestOutputHelper output)
{
    private const double Bar = 0.99;

    [Fact]
    public void No_wrong_answer_of_the_fixtures_is_called_correct() =>
        Assert.DoesNotContain(Rows(), row => row.Verdict == MathVerdict.Correct && !row.Allowed.Contains("correct"));

    [Fact]
    public void At_least_99_of_100_rows_of_the_fixtures_agree()
    {
        var rows = Rows();
        var wrong = rows.Where(row => !row.Agrees).ToList();
        foreach (var row in wrong) output.WriteLine(row.ToString());
        Assert.InRange(1 - wrong.Count / (double)rows.Count, Bar, 1);
    }

    [Fact]
    public void Every_reference_of_the_fixtures_can_be_read() => Assert.DoesNotContain(Rows(), row => row.Verdict == MathVerdict.Error);

    private static List<Row> Rows() => [.. File.ReadLines(Fixtures.Require("verifiers/math.jsonl")).Select(Read)];

    private static Row Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        string Text(string name) => row.GetProperty(name).GetString()!;
        string[] allowed = row.TryGetProperty("expected_any", out var any)
            ? [.. any.EnumerateArray().Select(e => e.GetString()!)]
            : Text("expected") == "incorrect" ? ["incorrect", "unparsed"] : [Text("expected")];
        return new(Text("id"), Text("kind"), Cut(Text("answer")), Cut(Text("reference")), allowed, MathVerifier.Verify(Text("answer"), Text("reference")));
    }

    private static string Cut(string text) => text.Length < 120 ? text : text[..120];

    private sealed record Row(string Id, string Kind, string Answer, string Reference, string[] Allowed, MathVerdict Verdict)
    {
        public bool Agrees => Allowed.Contains(Verdict.ToString().ToLowerInvariant());

        public override string ToString() => $"{Id} {Kind}: {Answer} against {Reference} is {Verdict}";
    }
}
