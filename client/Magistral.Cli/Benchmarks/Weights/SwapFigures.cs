namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>How decoding went on while new weights came.</summary>
/// <param name="LongestGap">From the end of a step to the start of the next, where weights were exchanged.</param>
/// <param name="MedianStep">A step, the weights at rest.</param>
/// <param name="SlowestStep">The slowest while weights were being prepared on another thread.</param>
internal sealed record SwapFigures(TimeSpan LongestGap, TimeSpan MedianStep, TimeSpan SlowestStep);
