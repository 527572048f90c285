using System.Text.Json;
using Magistral.Testing;

namespace Magistral.Cli.Tests.Processes;

public sealed class VerifyTests
{
    [Fact]
    public async Task Every_row_with_an_id_gets_a_verdict_and_unreadable_lines_are_told()
    {
        using var folder = new WorkFolder();
        var input = folder.Write("rows.jsonl", """
            {"id":"a","verifier":"math","answer":"12","reference":"12"}
            {"id":2,"verifier":"math","answer":"12"}
            not json
            {"verifier":"math"}

            {"id":"b","verifier":"none"}
            """);
        var result = await Magistral.RunAsync("verify", "--input", input);
        Assert.Equal(1, result.Code);
        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["\"a\" correct", "2 error", "\"b\" error"], rows.Select(row => $"{row.GetProperty("id").GetRawText()} {row.GetProperty("verdict").GetString()}"));
        Assert.Contains("rows.jsonl:3: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("rows.jsonl:4: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_of_programs_get_a_verdict_and_the_count_of_tests_passed()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/bwrap") && File.Exists("/usr/bin/python3"), "programs are run with bubblewrap and python3: apt-get install them");
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync("verify", "--input", folder.Write("rows.jsonl", """
            {"id":1,"verifier":"code","language":"python","program":"print(int(input()) ** 2)","tests":[{"stdin":"7","stdout":"49"},{"stdin":"3","stdout":"8"}]}
            {"id":2,"verifier":"code","language":"python","program":"def one(): return 1","test_code":"assert one() == 1"}
            {"id":3,"verifier":"code","language":"rust","program":"","tests":[{"stdin":"","stdout":""}]}
            {"id":4,"verifier":"code","language":"python","program":"print(1)"}
            {"id":5,"verifier":"code","language":"python","program":"print(1)","tests":[]}
            {"id":6,"verifier":"magistral","task":"code","prompt":"","response":"<think></think>\n```python\nprint(1)\n```","tests":[{"stdin":"","stdout":"1"}],"max_length":9,"cache_length":2,"length":5}
            """));
        Assert.Equal(0, result.Code);
        var rows = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(["wrong_answer", "passed", "error", "error", "error", "passed"], rows.Select(row => row.GetProperty("verdict").GetString()));
        Assert.Equal((1, 2), (rows[0].GetProperty("passed").GetInt32(), rows[0].GetProperty("total").GetInt32()));
        Assert.Equal((1.0, true), (rows[5].GetProperty("reward").GetDouble(), rows[5].GetProperty("correct").GetBoolean()));
    }

    [Fact]
    public async Task Whatever_stands_in_a_row_it_gets_a_verdict_or_a_line_about_it()
    {
        using var folder = new WorkFolder();
        var input = folder.Write("bad.jsonl", $$"""
            {"id":1,"verifier":"math","answer":"\u000012","reference":"12"}
            {"id":2,"verifier":"math","answer":"{{new string('{', 1_000_000)}}","reference":"12"}
            {"id":3,"verifier":"math","answer":"\ud800","reference":"12"}
            {"id":4,"verifier":"language"}
            {"id":5,"verifier":"language","text":"{{string.Concat(Enumerable.Repeat("Die Antwort ist ja. ", 50_000))}}"}
            {"id":6,"verifier":"language","text":"\u0000 $x$ 12"}
            {"id":7,"verifier":"magistral","task":"math","response":"<think></think>\\boxed{1}","reference":"1","max_length":10,"cache_length":5,"length":-3}
            {"id":8,"verifier":"magistral","task":"poetry"}
            {"id":9,"verifier":["math"]}
            {"id":"\ud800","verifier":"math","answer":"1","reference":"1"}
            {"verifier":"math","answer":"1","reference":"1"}
            {{new string('[', 100_000)}}
            {"id":null,"verifier":"math"}
            {"id":14,"verifier":"math","answer":"?","reference":"1"}
            """);
        var bytes = await File.ReadAllBytesAsync(input, TestContext.Current.CancellationToken);
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xFF;   // no UTF-8
        await File.WriteAllBytesAsync(input, bytes, TestContext.Current.CancellationToken);
        var result = await Magistral.RunAsync("verify", "--input", input);
        Assert.Equal(1, result.Code);
        Assert.Equal(
            ["1 unparsed", "2 unparsed", "3 error", "4 error", "5 de", "6 undetermined", "7 error", "8 error", "9 error", "14 unparsed"],
            Rows(result.Output).Select(row => $"{row.GetProperty("id").GetRawText()} {(row.TryGetProperty("verdict", out var verdict) ? verdict : row.GetProperty("language")).GetString()}"));
        Assert.All([10, 11, 12, 13], number => Assert.Contains($"bad.jsonl:{number}: ", result.Error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_text_of_the_fixtures_is_told_by_its_language()
    {
        var fixture = Fixtures.Require("verifiers/language.jsonl");
        var rows = Rows(await File.ReadAllTextAsync(fixture, TestContext.Current.CancellationToken));
        var answers = Rows((await Magistral.RunAsync("verify", "--input", fixture)).Output);
        Assert.Equal(rows.Select(row => row.GetProperty("id").GetString()), answers.Select(answer => answer.GetProperty("id").GetString()));
        var right = rows.Zip(answers).Count(pair => pair.First.GetProperty("expected").GetString() == pair.Second.GetProperty("language").GetString());
        Assert.InRange(right / (double)rows.Count, 0.99, 1);
    }

    [Fact]
    public async Task Responses_are_scored_by_their_language_too()
    {
        using var folder = new WorkFolder();
        const string terms = """
            "verifier":"magistral","task":"math","reference":"7","max_length":40,"cache_length":8,"length":10
            """;
        var input = folder.Write("rows.jsonl", $$"""
            {"id":1,{{terms}},"prompt":"Combien de billes reste-t-il dans le sac ?","response":"<think>On compte les billes une par une.</think>La réponse est donc sept : \\boxed{7}"}
            {"id":2,{{terms}},"prompt":"Combien de billes reste-t-il dans le sac ?","response":"<think>Let us count the marbles one by one.</think>La réponse est donc sept : \\boxed{7}"}
            {"id":3,{{terms}},"prompt":"47+85=","response":"<think>7+5=12</think>\\boxed{7}"}
            """);
        var rows = Rows((await Magistral.RunAsync("verify", "--input", input)).Output);
        Assert.Equal(["true", "false", "null"], rows.Select(row => row.GetProperty("language_consistent").GetRawText()));
        Assert.Equal([1.1, 1.0, 1.0], rows.Select(row => row.GetProperty("reward").GetDouble()), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public async Task A_device_is_written_and_not_replaced_by_a_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there is no /dev/stdout");
        using var folder = new WorkFolder();
        var result = await Magistral.RunAsync(
            "verify", "--input", folder.Write("rows.jsonl", """{"id":1,"verifier":"math","answer":"2","reference":"2"}"""), "--output", "/dev/stdout");
        Assert.Contains("\"verdict\":\"correct\"", result.Output, StringComparison.Ordinal);
        Assert.NotNull(new FileInfo("/dev/stdout").LinkTarget);
    }

    [Fact]
    public async Task Mathematical_responses_are_scored_by_axis_as_the_fixtures_say()
    {
        using var folder = new WorkFolder();
        var (fixture, output) = (Fixtures.Require("verifiers/format.jsonl"), Path.Combine(folder.Root, "scored.jsonl"));
        Assert.Equal(0, (await Magistral.RunAsync("verify", "--input", fixture, "--output", output)).Code);
        foreach (var (line, scored) in File.ReadLines(fixture).Zip(File.ReadLines(output)))
        {
            var (row, answer) = (JsonDocument.Parse(line).RootElement, JsonDocument.Parse(scored).RootElement);
            var expected = row.GetProperty("expected");
            Assert.Equal(row.GetProperty("id").GetString(), answer.GetProperty("id").GetString());
            Assert.Equal(expected.GetProperty("format").GetBoolean(), answer.GetProperty("format").GetBoolean());
            Assert.Equal(expected.GetProperty("length_penalty").GetDouble(), answer.GetProperty("length_penalty").GetDouble(), 1e-9);
            if (row.GetProperty("task").GetString() == "math")
                Assert.Equal(expected.GetProperty("correct").GetRawText(), answer.GetProperty("correct").GetRawText());
        }
    }

    [Fact]
    public async Task A_spoiled_objective_row_makes_the_check_fail()
    {
        using var folder = new WorkFolder();
        var fixture = File.ReadLines(Fixtures.Require("objectives.jsonl")).Take(4).ToList();
        var row = System.Text.Json.Nodes.JsonNode.Parse(fixture[1])!;
        row["loss"] = row["loss"]!.GetValue<double>() + 0.01;
        fixture[1] = row.ToJsonString();
        var result = await Magistral.RunAsync("objective", "check", folder.Write("spoiled.jsonl", string.Join('\n', fixture)), "--output", "json");
        Assert.Equal(1, result.Code);
        Assert.Contains("spoiled.jsonl:2: ", result.Error, StringComparison.Ordinal);
        Assert.Equal((4, 1), (JsonDocument.Parse(result.Output).RootElement.GetProperty("rows").GetInt32(), JsonDocument.Parse(result.Output).RootElement.GetProperty("failed").GetInt32()));
    }

    [Fact]
    public async Task Objectives_agree_with_the_fixtures() =>
        Assert.Equal(0, (await Magistral.RunAsync("objective", "check", Fixtures.Require("objectives.jsonl"))).Code);

    private static List<JsonElement> Rows(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
}
