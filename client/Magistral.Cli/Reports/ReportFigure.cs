namespace Magistral.Cli.Reports;

/// <summary>A figure of the report.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Caption">What it shows, in a sentence.</param>
/// <param name="Svg">The drawing; empty when there is nothing to draw.</param>
/// <param name="Legend">Names of the curves, in the order of their colours; empty for bars.</param>
internal sealed record ReportFigure(string Title, string Caption, string Svg, IReadOnlyList<string> Legend);
