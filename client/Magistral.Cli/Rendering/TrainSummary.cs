using Magistral.Client.Runs;
using Magistral.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>What a completed run learned, and what to do next.</summary>
internal static class TrainSummary
{
    /// <param name="overview">The run.</param>
    /// <param name="report">Path of its report.</param>
    /// <param name="data">How the next commands name the data directory; empty for the default.</param>
    public static IRenderable Of(RunOverview overview, string report, string data)
    {
        var run = overview.Run;
        var lags = $"mean {Figures.Number(overview.LagMean)}, max {overview.LagMax?.ToString() ?? "-"}";
        return new Rows(
            PlainText.Empty,
            new PlainText($"run '{run.Spec.Name}' completed: {run.Reason}"),
            PlainText.Empty,
            RunTables.Accuracy(overview.Evaluation),
            PlainText.Empty,
            new PlainText($"{Counted.Of(overview.Queue.Step, "step")} in {Figures.Duration(run.WallSeconds)} (first after {Figures.Duration(run.SecondsToFirstStep)}), staleness {lags}, "
                + $"generator {Figures.Percent(overview.Generator.BusyShare)} busy, trainer {Figures.Percent(run.TrainerBusyShare)} busy"),
            new PlainText($"report: {report}"),
            PlainText.Empty,
            new PlainText("next:"),
            new PlainText($"  magistral groups list {run.Spec.Name} --state NoSignal{data}"),
            new PlainText($"  magistral sample --model {run.Spec.Name} --prompt 47+85={data}"),
            new PlainText($"  magistral runs show {run.Spec.Name}{data}"));
    }
}
