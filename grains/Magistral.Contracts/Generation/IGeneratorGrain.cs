using Orleans.Concurrency;

namespace Magistral.Contracts.Generation;

/// <summary>The address of a generator worker. Key: <c>run id/silo/device</c>.</summary>
/// <remarks>Calls may be repeated. They hand work to the worker and return; nothing native runs inside them.</remarks>
[Alias("magistral.generator")]
public interface IGeneratorGrain : IGrainWithStringKey
{
    /// <summary>Starts the worker on the run; it leases groups until it is drained.</summary>
    [Alias("start")]
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Asks for a held-out evaluation; the result goes to the run.</summary>
    [Alias("evaluate")]
    Task EvaluateAsync(EvaluationOrder order, CancellationToken cancellation);

    /// <summary>Takes no further groups; what is in flight is given up. Evaluations go on.</summary>
    [Alias("drain")]
    Task DrainAsync(CancellationToken cancellation);

    /// <summary>Ends the worker's part in the run and frees its memory.</summary>
    [Alias("stop")]
    Task StopAsync(CancellationToken cancellation);

    /// <summary>What it did so far; null when it does not work on the run.</summary>
    [Alias("health"), AlwaysInterleave]
    Task<GeneratorReport?> HealthAsync(CancellationToken cancellation);
}
