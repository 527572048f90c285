namespace Magistral.Cli.Rendering;

/// <summary>A curve of one line of text.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    /// <summary>The values in at most <paramref name="width"/> characters, each the mean of its share, from the least to the greatest value.</summary>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        if (values.Count == 0 || width < 1)
            return "";
        var columns = Math.Min(width, values.Count);
        var means = Enumerable.Range(0, columns).Select(column => Mean(values, column * values.Count / columns, (column + 1) * values.Count / columns)).ToList();
        var (least, span) = (means.Min(), means.Max() - means.Min());
        return string.Concat(means.Select(mean => Levels[span > 0 ? (int)Math.Round((mean - least) / span * (Levels.Length - 1)) : 0]));
    }

    private static double Mean(IReadOnlyList<double> values, int from, int to) => values.Skip(from).Take(to - from).Average();
}
