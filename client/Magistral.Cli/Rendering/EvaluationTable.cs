using Magistral.Cli.Generation;
using Magistral.Contracts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>An evaluation laid out for people.</summary>
internal static class EvaluationTable
{
    public static IRenderable Of(SampledModel model, SamplingOptions options, IReadOnlyList<EvaluatedStage> stages)
    {
        var draws = PassRates.Draws(options.Count).Where(k => k > 1).ToList();
        var table = RunTables.Listing(["stage", "problems", "pass@1", .. draws.Select(k => $"pass@{k}"), .. options.Count > 1 ? [$"maj@{options.Count}"] : (string[])[], "form", "length", "cut off"]);
        foreach (var stage in stages)
            table.AddRow([.. Cells(stage, draws, options.Count > 1).Select(RunTables.Cell)]);
        var sampling = options.Temperature == 0 ? "greedy" : FormattableString.Invariant($"temperature {options.Temperature}, top-p {options.TopP}");
        return new Rows(new PlainText($"{model.Title}, {Counted.Of(options.Count, "completion")} a problem, {sampling}"), PlainText.Empty, table);
    }

    private static IEnumerable<string> Cells(EvaluatedStage stage, List<int> draws, bool votes)
    {
        yield return stage.Stage;
        yield return $"{stage.Problems}";
        yield return FormattableString.Invariant($"{stage.PassAt1:0.000} ±{stage.StandardError:0.000}");
        foreach (var k in draws)
            yield return Figures.PassRate(stage.PassAtK[k]);
        if (votes)
            yield return Figures.PassRate(stage.MajorityAtN);
        yield return Figures.Percent(stage.FormatShare);
        yield return Figures.Number(stage.LengthMeanTokens, "0.0");
        yield return Figures.Percent(stage.CutOffShare);
    }
}
