using Magistral.Cli.Rendering;
using Magistral.Contracts.Training;
using Spectre.Console;
using Spectre.Console.Testing;

namespace Magistral.Cli.Tests.Rendering;

public sealed class TrainRenderingTests
{
    [Fact]
    public void A_step_is_one_aligned_line() => Assert.Equal(
        "  41.3s  step    40  two  reward 0.790  right 0.780  length  26.1  entropy 0.0300  lag 0.90/1  generator  90%  20.0k/s  left  1m15s",
        TrainLines.Step(Sample.Progress(), Sample.Step(40)));

    [Fact]
    public void The_warm_start_tells_its_progress_and_loss() => Assert.Equal(
        "   7.0s  warm start  step   120/600  loss 0.312   38.1k/s tokens", TrainLines.Supervised(Sample.WarmStart, Sample.WarmStart.Trainer.Supervised!));

    [Fact]
    public void An_evaluation_tells_every_stage_with_its_error() => Assert.Equal(
        "  41.3s  held-out pass@1 at step 25: one 0.800 ±0.040  two 0.400 ±0.049", TrainLines.Evaluation(Sample.Progress(), Sample.Run.Evaluations[1]));

    [Fact]
    public void Plain_lines_have_no_escape_codes_and_come_once_a_second()
    {
        using var writer = new StringWriter();
        using var display = new PlainTrainDisplay(writer);
        for (var i = 0; i < 30; i++)
            display.Show(Sample.Progress() with { Elapsed = TimeSpan.FromSeconds(10 + i * 0.1), Run = Sample.Run with { LastStep = Sample.Step(i + 1) } });
        var lines = writer.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Count(line => line.Contains("  step ", StringComparison.Ordinal)));
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Theory]
    [InlineData(120)]
    [InlineData(60)]
    [InlineData(44)]
    public void The_live_view_fits_its_terminal_and_tells_everything(int width)
    {
        var console = new TestConsole().Width(width);
        console.Write(TrainView.Of(Sample.Progress(), [0.1, 0.5, 0.9]));
        Assert.All(console.Lines, line => Assert.True(line.GetCellWidth() <= width, line));
        foreach (var fact in (string[])["tiny", "2 of 2", "40", "0.790", "▁▅█", "26.1", "0.0300", "90%", "1m15s", "0.800"])
            Assert.Contains(fact, console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_live_view_of_the_warm_start_has_a_bar()
    {
        var console = new TestConsole().Width(100);
        console.Write(TrainView.Of(Sample.WarmStart, []));
        Assert.Contains("████░░░░░░░░░░░░░░░░░░░░ 120/600", console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_names_the_report_and_the_next_commands()
    {
        var console = new TestConsole().Width(140);
        console.Write(TrainSummary.Of(Sample.Overview, "/data/report.html", " --data /data"));
        foreach (var text in (string[])["/data/report.html", "groups list tiny --state NoSignal --data /data", "0.400 ±0.049", "40 steps in 1m40s"])
            Assert.Contains(text, console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wish_to_stop_is_shown_at_once() =>
        Assert.Contains("stopping", TrainLines.Activity(Sample.Progress(TrainerActivity.Training) with { Stopping = true }), StringComparison.Ordinal);

    [Theory]
    [InlineData(new double[0], "")]
    [InlineData(new[] { 1.0, 1.0 }, "▁▁")]
    [InlineData(new[] { 0.0, 0.0, 1.0, 1.0 }, "▁█", 2)]
    public void A_sparkline_runs_from_least_to_greatest(double[] values, string text, int width = 10) => Assert.Equal(text, Sparkline.Of(values, width));
}
