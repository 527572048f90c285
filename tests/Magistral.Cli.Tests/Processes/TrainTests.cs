namespace Magistral.Cli.Tests.Processes;

public sealed class TrainTests(TrainedRun run)
{
    [Fact]
    public void Training_ends_with_the_run_as_json_alone_on_standard_output()
    {
        Assert.Equal("Completed", run.Result.Json.GetProperty("state").GetString());
        Assert.Equal(12, run.Result.Json.GetProperty("step").GetInt32());
        Assert.True(run.Result.Json.GetProperty("secondsToFirstStep").GetDouble() <= run.Result.Json.GetProperty("wallSeconds").GetDouble());
    }

    [Fact]
    public void Progress_goes_to_standard_error_in_plain_lines()
    {
        foreach (var text in (string[])["warm start", "held-out pass@1 after the warm start: one ", "  step ", "held-out pass@1 at the end: one "])
            Assert.Contains(text, run.Result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Result.Error);
    }

    [Fact]
    public void Every_stage_is_evaluated_before_and_after()
    {
        var evaluation = run.Result.Json.GetProperty("evaluation").EnumerateArray().ToList();
        Assert.Equal(["one", "two"], evaluation.Select(stage => stage.GetProperty("stage").GetString()));
        Assert.All(evaluation, stage => Assert.InRange(stage.GetProperty("passAt1").GetDouble() + stage.GetProperty("passAt1WarmStart").GetDouble(), 0, 2));
    }

    [Fact]
    public void A_report_is_left() =>
        Assert.Contains("Held-out accuracy", File.ReadAllText(run.Result.Json.GetProperty("report").GetString()!), StringComparison.Ordinal);

    [Fact]
    public Task The_books_are_right() => Books.CheckAsync(run.Folder, steps: 12);

    [Fact]
    public async Task The_run_is_listed() => Assert.Equal("tiny", Assert.Single((await run.AskAsync("runs", "list", "--output", "json")).Json.EnumerateArray()).GetProperty("run").GetString());

    [Fact]
    public async Task Checkpoints_are_listed_with_their_parts()
    {
        var checkpoints = (await run.AskAsync("checkpoints", "list", "tiny", "--output", "json")).Json.EnumerateArray().ToList();
        Assert.Equal(12, checkpoints[^1].GetProperty("step").GetInt32());
        Assert.All(checkpoints, checkpoint => Assert.Equal("Committed", checkpoint.GetProperty("state").GetString()));
        Assert.Contains("weights.safetensors", checkpoints[^1].GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Groups_are_listed_newest_first_by_state()
    {
        var groups = (await run.AskAsync("groups", "list", "tiny", "--state", "Trained", "--limit", "5", "--output", "json")).Json.EnumerateArray().ToList();
        Assert.Equal(5, groups.Count);
        Assert.All(groups, group => Assert.Equal("Trained", group.GetProperty("state").GetString()));
        Assert.Equal(groups.Select(group => group.GetProperty("group").GetInt32()).OrderDescending(), groups.Select(group => group.GetProperty("group").GetInt32()));
    }

    [Fact]
    public async Task A_group_that_was_never_issued_is_not_found()
    {
        var result = await run.AskAsync("groups", "show", "tiny", "100000");
        Assert.StartsWith("there is no group 100000: ", result.Fault, StringComparison.Ordinal);
        Assert.Equal(3, result.Code);
    }

    [Fact]
    public async Task Sampling_with_a_seed_gives_the_same_text_again()
    {
        string[] sample = ["sample", "--model", "tiny", "--prompt", "47+85=", "-n", "3", "--seed", "5"];
        var (first, second) = (await run.AskAsync(sample), await run.AskAsync(sample));
        Assert.Equal(0, first.Code);
        Assert.Equal(first.Output, second.Output);
    }

    [Fact]
    public async Task Greedy_evaluation_agrees_with_the_final_one_of_the_run()
    {
        var stages = (await run.AskAsync("eval", "--model", "tiny", "--temperature", "0", "--output", "json")).Json.GetProperty("evaluation").EnumerateArray().ToList();
        Assert.Equal(
            run.Result.Json.GetProperty("evaluation").EnumerateArray().Select(stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("passAt1").GetDouble())),
            stages.Select(stage => (stage.GetProperty("stage").GetString(), stage.GetProperty("passAt1").GetDouble())));
    }

    [Fact]
    public async Task The_same_command_again_shows_the_completed_run() =>
        Assert.Equal(12, (await run.AskAsync("train", run.Folder.SpecFile, "--output", "json")).Json.GetProperty("step").GetInt32());

    [Fact]
    public async Task Another_spec_under_the_same_name_is_refused_with_the_difference()
    {
        var result = await run.AskAsync("train", run.Folder.SpecFile, "--set", "seed=2");
        Assert.StartsWith("run 'tiny' exists with another spec (seed: 1 -> 2): ", result.Fault, StringComparison.Ordinal);
        Assert.Equal(2, result.Code);
    }

    [Fact]
    public async Task An_exported_checkpoint_answers_as_the_run_does()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory("magistral-export-").FullName, "model");
        var export = await run.AskAsync("checkpoints", "export", "tiny", "12", folder, "--output", "json");
        Assert.Equal(12, export.Json.GetProperty("step").GetInt32());
        string[] Sample(string model) => ["sample", "--model", model, "--prompt", "4+8=", "--temperature", "0", "--max-tokens", "20"];
        var (ofRun, ofFolder) = (await run.AskAsync(Sample("tiny")), await Magistral.RunAsync(Sample(folder)));
        Assert.Equal((0, ofRun.Output), (ofFolder.Code, ofFolder.Output));
        Assert.Equal(1, (await run.AskAsync("checkpoints", "export", "tiny", folder)).Code);   // it is there already
        await File.WriteAllTextAsync(Path.Combine(folder, "problems.jsonl"), """{"prompt":"4+8=","reference":"12"}""", TestContext.Current.CancellationToken);
        var eval = await Magistral.RunAsync("eval", "--model", folder, "--problems", Path.Combine(folder, "problems.jsonl"), "--max-tokens", "20", "--output", "json");
        Assert.Equal(1, eval.Json.GetProperty("evaluation")[0].GetProperty("problems").GetInt32());
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_refused_before_there_is_a_run()
    {
        var result = await run.AskAsync("train", run.Folder.SpecFile, "--run", "other", "--set", "model.path=/nowhere");
        Assert.StartsWith("there is no folder /nowhere", result.Fault, StringComparison.Ordinal);
        Assert.Equal(3, (await run.AskAsync("runs", "show", "other")).Code);
    }
}
