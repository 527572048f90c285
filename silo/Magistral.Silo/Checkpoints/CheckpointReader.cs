using System.Runtime.ExceptionServices;
using System.Text.Json;
using Magistral.Contracts.Checkpoints;
using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Silo.Checkpoints;

/// <summary>Reads committed checkpoints back; a part whose hash is not the manifest's is never used. One that expires meanwhile is read to its end.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="grains">The way to the checkpoints.</param>
/// <param name="store">Where their parts are.</param>
/// <param name="clock">Paces the words by which they are held; the machine's by default.</param>
public sealed class CheckpointReader(IGrainFactory grains, IObjectStore store, TimeProvider? clock = null)
{
    /// <summary>The manifest of a committed checkpoint.</summary>
    /// <exception cref="CheckpointUnreadableException">There is none.</exception>
    public async Task<CheckpointManifest> ManifestAsync(string runId, int step, CancellationToken cancellation)
    {
        return ManifestOf(runId, step, await Grain(runId, step).DescribeAsync(cancellation));
    }

    /// <summary>The weights of a committed checkpoint.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="step">The checkpoint's step.</param>
    /// <param name="leaves">The arrays it holds: <see cref="Models.ModelPlan.TrainedLeaves"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CheckpointUnreadableException">There is none, or a part is damaged.</exception>
    public async Task<WeightSnapshot> WeightsAsync(string runId, int step, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        await using var hold = await HoldAsync(runId, step, cancellation);
        var manifest = ManifestOf(runId, step, hold.View);
        return await WeightsAsync(runId, manifest, leaves, cancellation);
    }

    /// <summary>All of a committed checkpoint.</summary>
    internal async Task<LoadedCheckpoint> LoadAsync(string runId, int step, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        await using var hold = await HoldAsync(runId, step, cancellation);
        var manifest = ManifestOf(runId, step, hold.View);
        var weights = await WeightsAsync(runId, manifest, leaves, cancellation);
        var optimizer = await PartAsync(runId, manifest, CheckpointParts.Optimizer, stream => OptimizerFile.ReadAsync(stream, cancellation), cancellation);
        var trainer = await PartAsync(runId, manifest, CheckpointParts.Trainer,
            async stream => (await JsonSerializer.DeserializeAsync<TrainerState>(stream, cancellationToken: cancellation))!, cancellation);
        var curriculum = await PartAsync(runId, manifest, CheckpointParts.Curriculum, stream => AllAsync(stream, cancellation), cancellation);
        return new(weights.Values, optimizer, curriculum, trainer);
    }

    private static CheckpointManifest ManifestOf(string runId, int step, CheckpointView view) => view is { Status: CheckpointStatus.Committed, Manifest: { } manifest }
        ? manifest
        : throw new CheckpointUnreadableException(runId, step, $"it is {view.Status}");

    private ICheckpointGrain Grain(string runId, int step) => grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString());

    private Task<CheckpointHold> HoldAsync(string runId, int step, CancellationToken cancellation) =>
        CheckpointHold.TakeAsync(Grain(runId, step), clock ?? TimeProvider.System, cancellation);

    private Task<WeightSnapshot> WeightsAsync(string runId, CheckpointManifest manifest, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation) =>
        PartAsync(runId, manifest, CheckpointParts.Weights, stream => WeightFile.ReadAsync(stream, leaves, cancellation), cancellation);

    /// <summary>Reads a part as it streams in. What was read counts only once its hash is known; a fault of the reader is the damage's when the hash is another.</summary>
    private async Task<T> PartAsync<T>(string runId, CheckpointManifest manifest, string name, Func<Stream, Task<T>> read, CancellationToken cancellation)
    {
        var part = manifest.Parts.FirstOrDefault(candidate => candidate.Name == name)
            ?? throw new CheckpointUnreadableException(runId, manifest.Step, $"its manifest names no {name}");
        await using var stored = await StoredObjectStream.OpenAsync(store, new StoreKey(part.Key), cancellation)
            ?? throw new CheckpointUnreadableException(runId, manifest.Step, $"{part.Key} is gone");
        using var hashed = new HashedStream(stored);
        var (value, fault) = (default(T), default(ExceptionDispatchInfo));
        try
        {
            value = await read(hashed);
        }
        catch (Exception error) when (error is SafetensorsException or JsonException)
        {
            fault = ExceptionDispatchInfo.Capture(error);
        }
        await hashed.DrainAsync(cancellation);
        if (hashed.Sha256() != part.Sha256)
            throw new CheckpointUnreadableException(runId, manifest.Step, $"{part.Key} has another hash than its manifest says");
        fault?.Throw();
        return value!;
    }

    private static async Task<byte[]> AllAsync(Stream stream, CancellationToken cancellation)
    {
        var all = new MemoryStream();
        await stream.CopyToAsync(all, cancellation);
        return all.ToArray();
    }
}
