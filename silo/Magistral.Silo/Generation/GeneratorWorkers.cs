using System.Collections.Concurrent;
using Magistral.Contracts.Generation;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Grains.Generation;
using Magistral.Silo.Hosting;
using Magistral.Silo.Tenants;
using Magistral.Silo.Weights;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Generation;

/// <summary>The generator workers of this silo. They end before the silo does, since it is registered after Orleans.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class GeneratorWorkers(
    IGrainFactory grains, WeightNetwork network, ProblemCatalog catalog, IRolloutEngines engines, GrainCalls calls, TimeProvider clock,
    ILogger<GeneratorWorkers> log)
    : IGeneratorWorkers, IHostedService
{
    private readonly TenantTurns turns = new(clock);
    private readonly ConcurrentDictionary<string, Lazy<GeneratorWorker>> workers = new(StringComparer.Ordinal);

    /// <summary>The generators that work here, or did and failed.</summary>
    public IReadOnlyCollection<string> Ids => [.. workers.Keys];

    /// <summary>Whether a generator found that its run cannot run here, so that another start of it would find the same.</summary>
    public bool IsRefused(string generatorId) => workers.TryGetValue(generatorId, out var worker) && worker.Value is { IsDone: true, Refusal.Length: > 0 };

    /// <summary>Whether a generator works here.</summary>
    public bool IsAtWork(string generatorId) => Find(generatorId) is not null;

    /// <inheritdoc/>
    public void Start(string runId, string generatorId) =>
        _ = workers.AddOrUpdate(generatorId, _ => Create(runId, generatorId, ""), (_, worker) => worker.Value.IsDone ? Create(runId, generatorId, worker.Value.Refusal) : worker).Value;

    /// <inheritdoc/>
    public void Evaluate(string generatorId, EvaluationOrder order) => Find(generatorId)?.Evaluate(order);

    /// <inheritdoc/>
    public void Drain(string generatorId) => Find(generatorId)?.Drain();

    /// <inheritdoc/>
    public async Task StopAsync(string generatorId)
    {
        if (workers.TryRemove(generatorId, out var worker))
            await worker.Value.DisposeAsync();
    }

    /// <inheritdoc/>
    public GeneratorReport? Report(string generatorId) => Find(generatorId)?.Report();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(workers.Keys.Select(StopAsync)).WaitAsync(cancellationToken);

    private Lazy<GeneratorWorker> Create(string runId, string generatorId, string knownRefusal) =>
        new(() => new GeneratorWorker(runId, generatorId, knownRefusal, grains, network, catalog, engines, calls, turns, clock, log));

    private GeneratorWorker? Find(string generatorId) => workers.TryGetValue(generatorId, out var worker) && !worker.Value.IsDone ? worker.Value : null;
}
