using System.Diagnostics;

namespace Magistral.Cli.Tests.Processes;

public sealed class InterruptedTrainingTests
{
    [Fact]
    public async Task A_killed_run_is_continued_by_the_same_command_and_its_books_stay_right()
    {
        using var folder = new WorkFolder();
        string[] train = ["train", folder.SpecFile, "--data", folder.Data, "--set", "rl.max_steps=150"];
        var random = new Random();
        for (var kill = 1; kill <= 3; kill++)
        {
            using var process = Magistral.Start(train);
            await Magistral.WaitForAsync(process.StandardOutput, kill == 1 ? "warm start" : "reinforcement learning");
            var after = random.Next(2500);
            TestContext.Current.TestOutputHelper?.WriteLine($"kill {kill} comes {after} ms later");
            await Task.WhenAny(process.WaitForExitAsync(TestContext.Current.CancellationToken), Task.Delay(after, TestContext.Current.CancellationToken));
            process.Kill();
            await Magistral.EndAsync(process);
            await Books.CheckOpenAsync(folder);
        }
        Assert.Equal(0, (await Magistral.RunAsync(train)).Code);
        await Books.CheckAsync(folder, steps: 150);
    }

    [Fact]
    public async Task Ctrl_C_writes_a_checkpoint_and_tells_the_command_that_continues()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "signals are sent by the command kill");
        using var folder = new WorkFolder();
        using var process = Magistral.Start("train", folder.SpecFile, "--data", folder.Data, "--set", "rl.max_steps=1000000");
        await Magistral.WaitForAsync(process.StandardOutput, "reinforcement learning");
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Magistral.EndAsync(process);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"continue with `magistral train --run tiny --data {folder.Data}`", error, StringComparison.Ordinal);
        var run = (await Magistral.RunAsync("runs", "show", "tiny", "--data", folder.Data, "--output", "json")).Json;
        Assert.Equal("Paused", run.GetProperty("state").GetString());
        Assert.Contains(run.GetProperty("step").GetInt32(), run.GetProperty("checkpoints").EnumerateArray().Select(step => step.GetInt32()));
    }

    [Fact]
    public async Task A_directory_that_is_written_can_be_read_but_not_written_by_another()
    {
        using var folder = new WorkFolder();
        using var process = Magistral.Start("train", folder.SpecFile, "--data", folder.Data, "--set", "rl.max_steps=1000000");
        try
        {
            await Magistral.WaitForAsync(process.StandardOutput, "reinforcement learning");
            var shown = (await Magistral.RunAsync("runs", "show", "tiny", "--data", folder.Data, "--output", "json")).Json;
            Assert.Equal("Running", shown.GetProperty("state").GetString());
            var second = await Magistral.RunAsync("train", folder.SpecFile, "--data", folder.Data, "--run", "other");
            Assert.Contains(folder.Data, second.Fault, StringComparison.Ordinal);
            Assert.Equal(1, second.Code);
        }
        finally
        {
            process.Kill();
            await Magistral.EndAsync(process);
        }
    }
}
