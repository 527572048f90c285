using System.Xml.Linq;
using CsCheck;
using Magistral.Cli.Reports.Charts;

namespace Magistral.Cli.Tests.Reports;

public sealed class ChartTests
{
    private static readonly Gen<double> Value = Gen.OneOf(Gen.Double[-1e6, 1e6], Gen.Double[0, 1e-6], Gen.Const(0.0), Gen.Const(double.NaN), Gen.Const(double.PositiveInfinity));

    [Fact]
    public void Any_curve_is_drawn_inside_its_frame() => Value.Array[0, 700].Sample(values =>
    {
        var svg = Chart.Lines("t", "x", "y", [new("a", [.. values.Select((value, i) => new ChartPoint(i, value))])]);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        if (!values.Any(double.IsFinite))
            Assert.Equal("", svg);
        else
            Assert.All(PathPoints(svg), point => Assert.True(point is { X: >= 55 and <= 629, Y: >= 11 and <= 221 }, $"{point}"));
    }, iter: 200);

    [Fact]
    public void Ticks_are_round_and_enclose_the_values() => Gen.Select(Gen.Double[-1e5, 1e5], Gen.Double[1e-6, 1e5]).Sample((least, span) =>
    {
        var axis = new ChartAxis(least, least + span, 5);
        Assert.True(axis.Least <= least + span * 1e-6 && axis.Greatest >= least + span * (1 - 1e-6));
        Assert.InRange(axis.Ticks.Count(), 2, 14);
    });

    [Fact]
    public void A_drawing_names_itself_and_describes_its_curves()
    {
        var svg = XElement.Parse(Chart.Lines("Length & more", "step", "tokens", [new("mean", [new(1, 20), new(2, 30)])]));
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Length & more", svg.Element("title")!.Value);
        Assert.Equal("mean: from 20 to 30, least 20, greatest 30", svg.Element("desc")!.Value);
    }

    [Fact]
    public void Measurements_carry_their_standard_error() =>
        Assert.Contains("class=\"error s1\"", Chart.Lines("t", "x", "y", [new("a", [new(0, 0.5, 0.1)], Marked: true)]), StringComparison.Ordinal);

    [Fact]
    public void Bars_are_labelled_with_their_category() =>
        Assert.Contains(">0</text>", Chart.Bars("t", "lag", "share", [("0", 0.1), ("1", 0.9)]), StringComparison.Ordinal);

    private static IEnumerable<(double X, double Y)> PathPoints(string svg) => XElement.Parse(svg).Elements("path").Single().Attribute("d")!.Value
        .Split(['M', 'L'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(point => point.Split(' '))
        .Select(point => (double.Parse(point[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(point[1], System.Globalization.CultureInfo.InvariantCulture)));
}
