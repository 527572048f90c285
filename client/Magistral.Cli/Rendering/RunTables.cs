using Magistral.Client.Json;
using Magistral.Client.Runs;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>Runs laid out for people.</summary>
internal static class RunTables
{
    public static IRenderable List(IReadOnlyList<RunSummary> runs)
    {
        var table = Listing("run", "state", "step", "created", "id");
        foreach (var run in runs)
            table.AddRow(Cell(run.Name), Cell(run.State.ToString()), Cell($"{run.Step}"), Cell(Figures.Time(run.CreatedAt)), Cell(run.RunId));
        return runs.Count == 0 ? new PlainText("no runs yet: `magistral train` starts one") : table;
    }

    public static IRenderable Checkpoints(IReadOnlyList<CheckpointView> checkpoints)
    {
        var table = Listing("step", "version", "state", "written", "size");
        foreach (var checkpoint in checkpoints)
            table.AddRow(Cell($"{checkpoint.Step}"), Cell($"{checkpoint.Manifest?.Version}"), Cell($"{checkpoint.Status}"),
                Cell(Figures.Time(checkpoint.Manifest?.CreatedAt)), Cell(checkpoint.Manifest is { } manifest ? Figures.Bytes(manifest.Bytes) : "-"));
        return checkpoints.Count == 0 ? new PlainText("no checkpoints yet") : table;
    }

    public static IRenderable Show(RunOverview overview) => new Rows(Facts(overview), PlainText.Empty, Accuracy(overview.Evaluation), PlainText.Empty, Groups(overview));

    /// <summary>Held-out accuracy a stage, before and after RL.</summary>
    public static Table Accuracy(IReadOnlyList<StageAccuracy> stages)
    {
        var table = Listing("stage", "problems", "pass@1 warm start", "pass@1 now");
        foreach (var stage in stages)
            table.AddRow(Cell(stage.Stage), Cell($"{(stage.Newest ?? stage.WarmStart)?.Problems.ToString() ?? "-"}"),
                Cell(Figures.PassRate(stage.WarmStart)), Cell(Figures.PassRate(stage.Newest)));
        return table;
    }

    /// <summary>A table without borders, which stays readable in files and narrow terminals.</summary>
    public static Table Listing(params string[] columns)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new PlainText(column, new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 3, 0) });
        return table;
    }

    public static PlainText Cell(string text) => new(text);

    private static Grid Facts(RunOverview overview)
    {
        var (run, facts) = (overview.Run, new Grid());
        facts.AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 3, 0) }).AddColumn();
        foreach (var (name, value) in FactsOf(overview))
            facts.AddRow(new PlainText(name, new Style(decoration: Decoration.Bold)), Cell(value));
        return facts;
    }

    private static IEnumerable<(string Name, string Value)> FactsOf(RunOverview overview)
    {
        var run = overview.Run;
        yield return ("run", $"{run.Spec.Name} ({run.RunId})");
        yield return ("state", run.Reason.Length > 0 ? $"{run.State}: {run.Reason}" : $"{run.State}");
        yield return ("seed", $"{run.Spec.Seed}");
        yield return ("step", $"{overview.Queue.Step}, weights {overview.Weights.Version?.ToString() ?? "-"}");
        yield return ("time", $"{Figures.Duration(run.WallSeconds)} in all, first step after {Figures.Duration(run.SecondsToFirstStep)}, {Figures.Duration(run.RlSeconds)} of RL");
        yield return ("staleness", $"mean {Figures.Number(overview.LagMean)}, max {overview.LagMax?.ToString() ?? "-"}, bound {Bound(overview)} (versions)");
        yield return ("lengths", $"trained and dispatched completions differ by {Figures.Number(LengthFigures.Distance(overview))} (Kolmogorov-Smirnov)");
        yield return ("generator", $"{Figures.Percent(overview.Generator.BusyShare)} busy, {Figures.Percent(overview.Generator.ThrottledShare)} throttled, {Figures.Rate(overview.Generator.TokensPerSecond)} tokens");
        yield return ("trainer", $"{Figures.Percent(run.TrainerBusyShare)} busy, {Figures.Rate(run.TrainerTokensPerSecond)} tokens, {Figures.Percent(run.PaddingShare)} padding");
        yield return ("checkpoints", run.Checkpoints.Count == 0 ? "none" : "at step " + string.Join(", ", run.Checkpoints));
    }

    private static string Bound(RunOverview overview) => overview.Run.Spec.Rl.MaxStaleness is >= 0 and var bound ? $"{bound}" : "none";

    private static Table Groups(RunOverview overview)
    {
        var (counts, table) = (overview.Queue.Counts, Listing("groups", "trained", "no signal", "stale", "failed", "abandoned", "in flight"));
        table.AddRow(Cell($"{counts.Issued}"), Cell($"{counts.Trained}"), Cell($"{counts.NoSignal} ({counts.NoSignalAllRight} right, {counts.NoSignalAllWrong} wrong)"),
            Cell($"{counts.Stale}"), Cell($"{counts.Failed}"), Cell($"{counts.Abandoned}"), Cell($"{counts.InFlight}"));
        return table;
    }
}
