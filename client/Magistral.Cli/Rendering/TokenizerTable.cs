using Magistral.Contracts;
using Magistral.Text.Tokenizers.Checking;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>A checked tokenizer laid out for people.</summary>
internal static class TokenizerTable
{
    public static IRenderable Of(IReadOnlyList<TokenizerCheckRow> rows, int failed)
    {
        var table = RunTables.Listing("part", "rows", "comparisons", "failed");
        foreach (var part in rows.GroupBy(row => row.Path.Split('[')[0]))
            table.AddRow([.. ((string[])[part.Key, Count(part.Count()), Count(part.Sum(row => row.Checks)), Count(part.Count(row => row.Fault is not null))]).Select(RunTables.Cell)]);
        var verdict = failed == 0 ? "every row agrees" : Counted.Of(failed, "row differs", "rows differ");
        return new Rows(table, PlainText.Empty, new PlainText($"{Counted.Of(rows.Count, "row")} checked, {verdict}"));
    }

    private static string Count(int count) => Figures.Number(count, "0");
}
