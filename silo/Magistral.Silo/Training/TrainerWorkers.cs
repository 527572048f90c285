using System.Collections.Concurrent;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Curriculum.Datasets;
using Magistral.Grains.Storage;
using Magistral.Grains.Training;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;
using Magistral.Silo.Tenants;
using Magistral.Silo.Weights;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Training;

/// <summary>The trainer workers of this silo. They end before the silo does, since it is registered after Orleans.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class TrainerWorkers(
    IGrainFactory grains, WeightNetwork network, IObjectStore store, IDatasets datasets, SiloResources silo, MachineLimits limits, GrainCalls calls, TimeProvider clock,
    ILogger<TrainerWorkers> log)
    : ITrainerWorkers, IHostedService
{
    private readonly TenantTurns turns = new(clock);
    private readonly ConcurrentDictionary<string, Lazy<TrainerWorker>> workers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Start(string runId) => _ = workers.AddOrUpdate(runId, _ => Create(runId), (_, worker) => worker.Value.IsDone ? Create(runId) : worker).Value;

    /// <inheritdoc/>
    public void Pause(string runId) => Find(runId)?.Pause();

    /// <inheritdoc/>
    public void Abort(string runId) => Find(runId)?.Abort();

    /// <inheritdoc/>
    public TrainerStatus Status(string runId) => Find(runId)?.Status ?? new(TrainerActivity.Idle, "", null);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(workers.Values.Select(worker => worker.Value.DisposeAsync().AsTask())).WaitAsync(cancellationToken);

    private Lazy<TrainerWorker> Create(string runId) => new(() => new TrainerWorker(runId, grains.GetGrain<IRunGrain>(runId), Context, limits, calls, silo.IsSupervised, log));

    private TrainerContext Context(string runId, string tenant, SpecRevision revision, TrainerTerm term) =>
        new(runId, revision, term, grains, network, store, datasets, silo, calls, turns.Of(tenant), clock);

    private TrainerWorker? Find(string runId) => workers.TryGetValue(runId, out var worker) ? worker.Value : null;
}
