using Magistral.Engine.Benchmarks;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>Measured cases laid out for people.</summary>
internal static class BenchTable
{
    public static IRenderable Of(string machine, double peakGflops, IReadOnlyList<BenchmarkCase> cases)
    {
        var table = RunTables.Listing("case", "value", "unit", "share of peak");
        foreach (var one in cases)
            table.AddRow(RunTables.Cell(one.Case), RunTables.Cell(Figures.Number(one.Value, one.Value < 100 ? "0.###" : "0")), RunTables.Cell(one.Unit), RunTables.Cell(Figures.Percent(one.ShareOfPeak)));
        return new Rows(new PlainText(machine), new PlainText($"matrix products: {Figures.Number(peakGflops, "0")} GFLOP/s"), PlainText.Empty, table);
    }
}
