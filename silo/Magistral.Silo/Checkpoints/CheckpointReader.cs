using System.Security.Cryptography;
using System.Text.Json;
using Magistral.Contracts.Checkpoints;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Silo.Checkpoints;

/// <summary>Reads committed checkpoints back; a part whose hash is not the manifest's is never used.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class CheckpointReader(IGrainFactory grains, IObjectStore store)
{
    /// <summary>The manifest of a committed checkpoint.</summary>
    /// <exception cref="CheckpointUnreadableException">There is none.</exception>
    public async Task<CheckpointManifest> ManifestAsync(string runId, int step, CancellationToken cancellation)
    {
        var view = await grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString()).DescribeAsync(cancellation);
        return view is { Status: CheckpointStatus.Committed, Manifest: { } manifest }
            ? manifest
            : throw new CheckpointUnreadableException(runId, step, $"it is {view.Status}");
    }

    /// <summary>The weights of a committed checkpoint.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="step">The checkpoint's step.</param>
    /// <param name="leaves">The arrays it holds: <see cref="Models.ModelPlan.TrainedLeaves"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CheckpointUnreadableException">There is none, or a part is damaged.</exception>
    public async Task<WeightSnapshot> WeightsAsync(string runId, int step, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        var manifest = await ManifestAsync(runId, step, cancellation);
        return await WeightsAsync(runId, manifest, leaves, cancellation);
    }

    /// <summary>All of a committed checkpoint.</summary>
    internal async Task<LoadedCheckpoint> LoadAsync(string runId, int step, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        var manifest = await ManifestAsync(runId, step, cancellation);
        var weights = await WeightsAsync(runId, manifest, leaves, cancellation);
        var optimizer = await OptimizerFile.ReadAsync(new MemoryStream(await PartAsync(runId, manifest, CheckpointParts.Optimizer, cancellation)), cancellation);
        var trainer = JsonSerializer.Deserialize<TrainerState>(await PartAsync(runId, manifest, CheckpointParts.Trainer, cancellation))!;
        return new(weights.Values.ToArray(), optimizer, await PartAsync(runId, manifest, CheckpointParts.Curriculum, cancellation), trainer);
    }

    private async Task<WeightSnapshot> WeightsAsync(string runId, CheckpointManifest manifest, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation) =>
        await WeightFile.ReadAsync(new MemoryStream(await PartAsync(runId, manifest, CheckpointParts.Weights, cancellation)), leaves, cancellation);

    private async Task<byte[]> PartAsync(string runId, CheckpointManifest manifest, string name, CancellationToken cancellation)
    {
        var part = manifest.Parts.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new CheckpointUnreadableException(runId, manifest.Step, $"its manifest names no {name}");
        var stored = await store.GetAsync(new StoreKey(part.Key), cancellation)
            ?? throw new CheckpointUnreadableException(runId, manifest.Step, $"{part.Key} is gone");
        return Convert.ToHexStringLower(SHA256.HashData(stored.Content.Span)) == part.Sha256
            ? stored.Content.ToArray()
            : throw new CheckpointUnreadableException(runId, manifest.Step, $"{part.Key} has another hash than its manifest says");
    }
}
