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
            Text.Empty,
            new Text($"run '{run.Spec.Name}' completed: {run.Reason}"),
            Text.Empty,
            RunTables.Accuracy(overview.Evaluation),
            Text.Empty,
            new Text($"{Counted.Of(overview.Queue.Step, "step")} in {Figures.Duration(run.WallSeconds)} (first after {Figures.Duration(run.SecondsToFirstStep)}), staleness {lags}, "
                + $"generator {Figures.Percent(overview.Generator.BusyShare)} busy, trainer {Figures.Percent(run.TrainerBusyShare)} busy"),
            new Text($"report: {report}"),
            Text.Empty,
            new Text("next:"),
            new Text($"  magistral groups list {run.Spec.Name} --state NoSignal{data}"),
            new Text($"  magistral sample --model {run.Spec.Name} --prompt 47+85={data}"),
            new Text($"  magistral runs show {run.Spec.Name}{data}"));
    }
}
