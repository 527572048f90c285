using Magistral.Client.PromptGroups;
using Magistral.Contracts;
using Magistral.Contracts.PromptGroups;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>Prompt groups laid out for people.</summary>
internal static class GroupTables
{
    public static IRenderable List(IReadOnlyList<GroupSummary> groups)
    {
        var table = RunTables.Listing("group", "stage", "state", "step", "right", "reward", "took", "prompt");
        foreach (var group in groups)
            table.AddRow(Cell($"{group.Number}"), Cell(group.StageName), Cell(State(group.Phase, group.End)), Cell($"{group.Step?.ToString() ?? "-"}"),
                Cell($"{group.Correct}/{group.Rollouts}"), Cell(Figures.Number(group.MeanReward)), Cell(Took(group)), Cell(group.Prompt));
        return groups.Count == 0 ? new PlainText("no such groups") : table;
    }

    public static IRenderable Show(GroupEntry group)
    {
        var problem = group.View.Problem;
        var facts = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 3, 0) }).AddColumn();
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("group", $"{group.View.Key.Number} of stage {problem.StageName}"), ("state", State(group.Phase, group.View.End)), ("waits for", Wait(group)), ("step", group.Step?.ToString() ?? "-"),
            ("problem", problem.Id), ("prompt", problem.Prompt.Trim()), ("reference", problem.Reference), ("length", $"{Counted.Of(problem.LMax, "token")} at most, soft zone {problem.LCache}")])
            facts.AddRow(new PlainText(name, new Style(decoration: Decoration.Bold)), Cell(value));
        return new Rows(facts, PlainText.Empty, Timeline(group), PlainText.Empty, Rollouts(group));
    }

    private static string State(GroupPhase phase, GroupEnd? end) => end is { Reason.Length: > 0 } ? $"{phase}: {end.Reason}" : $"{phase}";

    private static string Wait(GroupEntry group) => group.Wait is { } wait ? $"{wait.For} {wait.Owner}".TrimEnd() + $", since {Figures.Time(wait.Since)}" : "-";

    private static Table Timeline(GroupEntry group)
    {
        var table = RunTables.Listing("when", "what");
        foreach (var entry in group.View.Timeline)
            table.AddRow(Cell(Figures.Time(entry.At)), Cell(entry.What));
        return table;
    }

    private static Table Rollouts(GroupEntry group)
    {
        var table = RunTables.Listing("#", "reward", "format", "correct", "length", "lang", "adv.", "verdict", "tokens", "versions", "completion");
        foreach (var rollout in group.View.Rollouts)
        {
            var axes = rollout.Score?.Axes;
            table.AddRow(Cell($"{rollout.Generated.Index}"), Cell(Figures.Number(axes?.Total)), Cell(Figures.Number(axes?.Format)), Cell(Figures.Number(axes?.Correct)),
                Cell(Figures.Number(axes?.Length)), Cell(Figures.Number(axes?.Language)), Cell(Figures.Number(rollout.Advantage)), Cell($"{rollout.Score?.Verdict}"),
                Cell($"{rollout.Generated.Completion.SampledCount}"), Cell(Versions(rollout)), Cell(rollout.Generated.Text));
        }
        return table;
    }

    private static string Versions(Rollout rollout) => string.Join(' ', rollout.Generated.Completion.Spans.Select(span => $"{span.Version?.ToString() ?? "given"}x{span.Count}"));

    private static string Took(GroupSummary group) => Figures.Duration((group.EndedAt - group.IssuedAt)?.TotalSeconds);

    private static PlainText Cell(string text) => RunTables.Cell(text);
}
