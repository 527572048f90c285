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
}
