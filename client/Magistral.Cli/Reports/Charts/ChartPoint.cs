namespace Magistral.Cli.Reports.Charts;

/// <summary>One value of a curve.</summary>
/// <param name="X">Where.</param>
/// <param name="Y">How much.</param>
/// <param name="Error">Standard error, drawn as a bar both ways; 0 draws none.</param>
internal readonly record struct ChartPoint(double X, double Y, double Error = 0);
