namespace Magistral.Engine.Benchmarks;

/// <summary>One measured case of a benchmark.</summary>
/// <param name="Case">Its name, such as `decode-64`.</param>
/// <param name="Value">The measured number.</param>
/// <param name="Unit">Its unit, such as `tokens/s`.</param>
/// <param name="ShareOfPeak">Work a second over the matrix-product peak of all cores, 0..1; null where that means nothing.</param>
public sealed record BenchmarkCase(string Case, double Value, string Unit, double? ShareOfPeak);
