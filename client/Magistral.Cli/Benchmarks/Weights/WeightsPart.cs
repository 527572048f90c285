namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>What a process that the benchmark started plays.</summary>
internal enum WeightsPart
{
    /// <summary>A generator's silo: receives weights and passes them on.</summary>
    Receive,

    /// <summary>The other end of the plain copy.</summary>
    Copy,
}
