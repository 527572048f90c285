using Magistral.Contracts;
using Magistral.Engine.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>The largest differences of checked objectives laid out for people.</summary>
internal static class ObjectiveTable
{
    private const int WorstRows = 5;

    public static IRenderable Of(IReadOnlyList<ObjectiveCheckResult> results, int failed, double tolerance)
    {
        var table = RunTables.Listing("largest differences", "loss", "clip fraction", "KL", "gradient");
        if (results.Count > 0)
            table.AddRow([.. Cells("all rows", results.Max(row => row.Loss), results.Max(row => row.ClipFraction), results.Max(row => row.ApproxKl), results.Max(row => row.Gradient))]);
        foreach (var row in results.OrderByDescending(row => double.IsNaN(row.Largest) ? double.MaxValue : row.Largest).Take(WorstRows))
            table.AddRow([.. Cells(row.Id, row.Loss, row.ClipFraction, row.ApproxKl, row.Gradient)]);
        var verdict = failed == 0 ? "every row is" : Counted.Of(failed, "row is not", "rows are not");
        return new Rows(table, PlainText.Empty, new PlainText(FormattableString.Invariant($"{Counted.Of(results.Count, "row")} checked, {verdict} within {tolerance:0.0e+0}")));
    }

    private static IEnumerable<PlainText> Cells(string name, params IEnumerable<double> differences) =>
        differences.Select(difference => Figures.Number(difference, "0.0e+0")).Prepend(name).Select(RunTables.Cell);
}
