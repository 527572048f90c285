using Magistral.Contracts.Generation;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;

namespace Magistral.Grains.Generation;

/// <summary>The grain of a generator: the address of a worker on its silo.</summary>
[GrainType("generator"), RequireRole(SiloRoles.Generator), SiloInKey]
public sealed class GeneratorGrain(IGeneratorWorkers workers) : Grain, IGeneratorGrain
{
    private string GeneratorId => this.GetPrimaryKeyString();

    private string RunId => GeneratorKey.Parse(GeneratorId).RunId;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        workers.Start(RunId, GeneratorId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EvaluateAsync(EvaluationOrder order, CancellationToken cancellation)
    {
        workers.Evaluate(GeneratorId, order);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DrainAsync(CancellationToken cancellation)
    {
        workers.Drain(GeneratorId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellation) => workers.StopAsync(GeneratorId).WaitAsync(cancellation);

    /// <inheritdoc/>
    public Task<GeneratorReport?> HealthAsync(CancellationToken cancellation) => Task.FromResult(workers.Report(GeneratorId));
}
