namespace Magistral.Cli.Reports.Charts;

/// <summary>One curve with its name.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">By rising x; not finite values are left out.</param>
/// <param name="Marked">Whether each point is marked: for few measurements.</param>
internal sealed record ChartSeries(string Name, IReadOnlyList<ChartPoint> Points, bool Marked = false)
{
    private const int MostPoints = 300;

    /// <summary>The points to draw: finite, and no more than can be told apart (means of neighbours).</summary>
    public IReadOnlyList<ChartPoint> Drawn()
    {
        var finite = Points.Where(point => double.IsFinite(point.Y)).ToList();
        var size = (finite.Count + MostPoints - 1) / MostPoints;
        return size <= 1 ? finite : [.. finite.Chunk(size).Select(part => new ChartPoint(part.Average(point => point.X), part.Average(point => point.Y)))];
    }
}
