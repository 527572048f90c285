using System.Text.Json;
using CsCheck;

namespace Magistral.Cli.Tests.Processes;

/// <summary><c>magistral train</c> as people run it: to its end, killed, beside others, with what it cannot use.</summary>
public sealed class TrainProcessTests
{
    [Fact]
    public async Task A_tiny_run_ends_with_a_report_and_its_books_balance()
    {
        using var folder = new ScratchFolder();
        var data = Path.Combine(folder.Path, "data");
        var trained = await CliProcess.RunAsync("train", folder.TinySpec(20), "--data", data);
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.DoesNotContain('\u001b', trained.Output + trained.Errors);
        Assert.NotEmpty(Directory.GetFiles(data, "report.html", SearchOption.AllDirectories));
        await BooksBalanceAsync(data, steps: 20);
        var again = await CliProcess.RunAsync("train", folder.TinySpec(20), "--data", data);
        Assert.Equal(0, again.ExitCode);
    }

    [Fact]
    public async Task A_run_killed_at_three_random_moments_goes_on_with_the_same_command_and_trains_no_group_twice()
    {
        using var folder = new ScratchFolder();
        var (data, spec) = (Path.Combine(folder.Path, "data"), folder.TinySpec(400));
        for (var kill = 0; kill < 3; kill++)
        {
            using var train = CliProcess.Start("train", spec, "--data", data);
            if (await train.RunsForAsync(TimeSpan.FromSeconds(3 + Gen.Double[0, 4].Single())))
                await train.KillAsync();
            if ((await CliProcess.RunAsync("runs", "show", "tiny", "--data", data)).ExitCode == 0) // on a slow machine the first kill may come before the run is stored
                await OpenBooksBalanceAsync(data);
        }
        var end = await CliProcess.RunAsync("train", spec, "--data", data);
        Assert.True(end.ExitCode == 0, end.Errors);
        await BooksBalanceAsync(data, steps: 400);
    }

    [Fact]
    public async Task A_data_directory_that_another_process_writes_is_refused_in_one_line()
    {
        using var folder = new ScratchFolder();
        var (data, spec) = (Path.Combine(folder.Path, "data"), folder.TinySpec(100_000));
        using var first = CliProcess.Start("train", spec, "--data", data);
        Assert.True(await first.RunsForAsync(TimeSpan.FromSeconds(4)));
        var second = await CliProcess.RunAsync("train", spec, "--data", data);
        Assert.Equal(1, second.ExitCode);
        Assert.Single(second.Errors.Trim().Split('\n'));
        Assert.Equal(0, (await CliProcess.RunAsync("runs", "list", "--data", data)).ExitCode);
        await first.KillAsync();
    }

    [Theory]
    [InlineData("rl.n_minibatch=7", 2)]
    [InlineData("rl.no_such_key=1", 2)]
    [InlineData("stages[0].l_cache=99", 2)]
    [InlineData("model.hidden=-4", 2)]
    [InlineData("rl.learning_rate=fast", 2)]
    public async Task A_setting_that_cannot_be_is_refused_and_nothing_is_written(string setting, int exitCode)
    {
        using var folder = new ScratchFolder();
        var data = Path.Combine(folder.Path, "data");
        var refused = await CliProcess.RunAsync("train", folder.TinySpec(2), "--data", data, "--set", setting);
        Assert.Equal(exitCode, refused.ExitCode);
        Assert.Contains(setting.Split('=')[0], refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var folder = new ScratchFolder();
        Assert.Equal(3, (await CliProcess.RunAsync("runs", "show", "nobody", "--data", folder.Path)).ExitCode);
        Assert.NotEqual(0, (await CliProcess.RunAsync("train", Path.Combine(folder.Path, "none.yaml"), "--data", folder.Path)).ExitCode);
    }

    private static async Task BooksBalanceAsync(string data, int steps)
    {
        var run = await CliProcess.JsonAsync("runs", "show", "tiny", "--data", data);
        Assert.Equal((steps, 0), (run.GetProperty("step").GetInt32(), run.GetProperty("groups").GetProperty("inFlight").GetInt32()));
        var groups = await GroupsAsync(data);
        Assert.All(groups, group => Assert.NotEqual("Open", group.GetProperty("state").GetString()));
        var trained = groups.Where(group => group.GetProperty("state").GetString() == "Trained").ToList();
        Assert.Equal(steps, trained.Select(group => group.GetProperty("step").GetInt32()).Distinct().Count());
        Assert.All(trained.GroupBy(group => group.GetProperty("step").GetInt32()), step => Assert.Equal(2, step.Count()));
        await OpenBooksBalanceAsync(data);
    }

    private static async Task OpenBooksBalanceAsync(string data)
    {
        var run = await CliProcess.JsonAsync("runs", "show", "tiny", "--data", data);
        var groups = run.GetProperty("groups");
        int Count(string name) => groups.GetProperty(name).GetInt32();
        Assert.Equal(Count("issued"), Count("trained") + Count("noSignal") + Count("stale") + Count("failed") + Count("abandoned") + Count("inFlight"));
        Assert.Equal(run.GetProperty("step").GetInt32() * 2, Count("trained") + Count("consumed"));
    }

    private static async Task<List<JsonElement>> GroupsAsync(string data)
    {
        var file = Path.Combine(data, "groups.jsonl");
        var exported = await CliProcess.RunAsync("groups", "export", "tiny", file, "--data", data);
        Assert.True(exported.ExitCode == 0, exported.Errors);
        var groups = File.ReadLines(file).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        Assert.Equal(groups.Count, groups.Select(group => group.GetProperty("group").ToString()).Distinct().Count());
        return groups;
    }
}
