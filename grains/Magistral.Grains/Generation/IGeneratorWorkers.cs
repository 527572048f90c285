using Magistral.Contracts.Generation;

namespace Magistral.Grains.Generation;

/// <summary>The generator workers of this silo; the generator grain is their address.</summary>
/// <remarks>Thread-safe. Nothing here waits for native work.</remarks>
public interface IGeneratorWorkers
{
    /// <summary>Starts a worker on a run, unless it works already.</summary>
    void Start(string runId, string generatorId);

    /// <summary>Hands a worker an evaluation.</summary>
    void Evaluate(string generatorId, EvaluationOrder order);

    /// <summary>Lets a worker take no further groups.</summary>
    void Drain(string generatorId);

    /// <summary>Ends a worker and waits until its memory is free.</summary>
    Task StopAsync(string generatorId);

    /// <summary>What a worker did so far; null when there is none.</summary>
    GeneratorReport? Report(string generatorId);
}
