using System.Globalization;
using System.Net;
using System.Text;

namespace Magistral.Cli.Reports.Charts;

/// <summary>Draws curves and bars as inline SVG: colours come from the page's style, so that they follow its light and dark form.</summary>
internal sealed class Chart
{
    private const double Width = 640, Height = 260, Left = 56, Right = 12, Top = 12, Bottom = 40;
    private readonly StringBuilder svg = new();
    private readonly ChartAxis x, y;

    private Chart(ChartAxis x, ChartAxis y) => (this.x, this.y) = (x, y);

    /// <summary>Curves over a common x.</summary>
    /// <param name="title">What is shown, for those who cannot see it.</param>
    /// <param name="xLabel">Name and unit of x.</param>
    /// <param name="yLabel">Name and unit of y.</param>
    /// <param name="series">One to six curves.</param>
    /// <param name="least">A value the y axis reaches down to; null lets the data decide.</param>
    /// <param name="greatest">A value the y axis reaches up to; null lets the data decide.</param>
    public static string Lines(string title, string xLabel, string yLabel, IReadOnlyList<ChartSeries> series, double? least = null, double? greatest = null)
    {
        var drawn = series.Select(one => one.Drawn()).ToList();
        var points = drawn.SelectMany(one => one).ToList();
        if (points.Count == 0)
            return "";
        var x = new ChartAxis(points.Min(point => point.X), points.Max(point => point.X), 8);
        var y = new ChartAxis(Math.Min(least ?? double.MaxValue, points.Min(point => point.Y)), Math.Max(greatest ?? double.MinValue, points.Max(point => point.Y)), 5);
        var chart = new Chart(x, y);
        chart.Begin(title, Describe(series, drawn));
        chart.Axes(xLabel, yLabel, ticksOfX: true);
        for (var i = 0; i < series.Count; i++)
            chart.Curve(drawn[i], series[i].Marked, i + 1);
        return chart.End();
    }

    /// <summary>One bar a category.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="xLabel">What the categories are.</param>
    /// <param name="yLabel">Name and unit of the values.</param>
    /// <param name="bars">Categories with their values, 0 or more.</param>
    public static string Bars(string title, string xLabel, string yLabel, IReadOnlyList<(string Name, double Value)> bars)
    {
        if (bars.Count == 0)
            return "";
        var chart = new Chart(new ChartAxis(0, bars.Count, bars.Count), new ChartAxis(0, bars.Max(bar => bar.Value), 5));
        chart.Begin(title, string.Join(", ", bars.Select(bar => Invariant($"{bar.Name}: {bar.Value:0.###}"))));
        chart.Axes(xLabel, yLabel, ticksOfX: false);
        var width = (Width - Left - Right) / bars.Count;
        for (var i = 0; i < bars.Count; i++)
        {
            var (left, top) = (Left + i * width, chart.Y(bars[i].Value));
            chart.svg.Append(Invariant($"<rect class=\"bar\" x=\"{left + width * 0.15:0.#}\" y=\"{top:0.#}\" width=\"{width * 0.7:0.#}\" height=\"{chart.Y(0) - top:0.#}\"/>"));
            chart.svg.Append(Invariant($"<text class=\"tick\" text-anchor=\"middle\" x=\"{left + width / 2:0.#}\" y=\"{Height - Bottom + 16}\">{Encode(bars[i].Name)}</text>"));
        }
        return chart.End();
    }

    private void Begin(string title, string description) => svg.Append(
        Invariant($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Encode(title)}\"><title>{Encode(title)}</title><desc>{Encode(description)}</desc>"));

    private string End() => svg.Append("</svg>").ToString();

    private void Axes(string xLabel, string yLabel, bool ticksOfX)
    {
        foreach (var tick in y.Ticks)
            svg.Append(Invariant($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.#}\" y2=\"{Y(tick):0.#}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.#}\">{y.Label(tick)}</text>"));
        foreach (var tick in ticksOfX ? x.Ticks : [])
            svg.Append(Invariant($"<text class=\"tick\" text-anchor=\"middle\" x=\"{X(tick):0.#}\" y=\"{Height - Bottom + 16}\">{x.Label(tick)}</text>"));
        svg.Append(Invariant($"<text class=\"axis\" text-anchor=\"middle\" x=\"{(Left + Width - Right) / 2:0.#}\" y=\"{Height - 6}\">{Encode(xLabel)}</text>"));
        svg.Append(Invariant($"<text class=\"axis\" text-anchor=\"middle\" transform=\"translate(12 {(Top + Height - Bottom) / 2:0.#}) rotate(-90)\">{Encode(yLabel)}</text>"));
    }

    private void Curve(IReadOnlyList<ChartPoint> points, bool marked, int colour)
    {
        var path = string.Join(' ', points.Select((point, i) => Invariant($"{(i == 0 ? 'M' : 'L')}{X(point.X):0.#} {Y(point.Y):0.#}")));
        svg.Append(Invariant($"<path class=\"line s{colour}\" d=\"{path}\"/>"));
        foreach (var point in marked || points.Count == 1 ? points : [])
        {
            if (point.Error > 0)
                svg.Append(Invariant($"<line class=\"error s{colour}\" x1=\"{X(point.X):0.#}\" x2=\"{X(point.X):0.#}\" y1=\"{Y(point.Y - point.Error):0.#}\" y2=\"{Y(point.Y + point.Error):0.#}\"/>"));
            svg.Append(Invariant($"<circle class=\"dot s{colour}\" r=\"3\" cx=\"{X(point.X):0.#}\" cy=\"{Y(point.Y):0.#}\"/>"));
        }
    }

    private double X(double value) => Left + x.Share(value) * (Width - Left - Right);

    private double Y(double value) => Height - Bottom - y.Share(value) * (Height - Top - Bottom);

    private static string Describe(IReadOnlyList<ChartSeries> series, IReadOnlyList<IReadOnlyList<ChartPoint>> drawn) =>
        string.Join(". ", series.Zip(drawn).Where(pair => pair.Second.Count > 0).Select(pair =>
            Invariant($"{pair.First.Name}: from {pair.Second[0].Y:0.####} to {pair.Second[^1].Y:0.####}, least {pair.Second.Min(point => point.Y):0.####}, greatest {pair.Second.Max(point => point.Y):0.####}")));

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
