using System.Text.Json;
using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Method.Generation;
using Magistral.Silo.Checkpoints;

namespace Magistral.Silo.Training;

/// <summary>Writes checkpoints of a trainer: its numbers as they are, and what the books say of them.</summary>
/// <remarks>One checkpoint at a time: the buffers of the last one serve the next. Parts go to the store from where the numbers lie, of any size.</remarks>
internal sealed class CheckpointWriter(TrainerContext trainer, FlatWeights trained)
{
    private readonly CheckpointUpload upload = new(trainer.RunId, trainer.Term, trainer.Grains, trainer.Store, trainer.Calls, trainer.Clock);
    private OptimizerState? exported;

    /// <summary>Writes a checkpoint of the weights as they are.</summary>
    public async Task WriteAsync(int step, int supervisedSteps, WeightVersion version, double rlSeconds, Func<OptimizerState?, OptimizerState> export, CancellationToken cancellation)
    {
        var (snapshot, state) = await trainer.Thread.RunAsync(() => (trained.Snapshot(version.Number), export(exported)));
        using var weights = snapshot;
        exported = state;
        var curriculum = await trainer.Calls.CallAsync(token => trainer.Curriculum.SnapshotAsync(token), cancellation);
        var queue = await trainer.Calls.CallAsync(token => trainer.Queue.DescribeAsync(token), cancellation);
        var own = new TrainerState
        {
            Step = step,
            SupervisedSteps = supervisedSteps,
            RlSeconds = rlSeconds,
            Seed = trainer.Spec.Seed,
            GroupsIssued = queue.Counts.Issued,
            WeightsHash = weights.ContentHash,
            LedgerVersion = version.Number,
        };
        await upload.WriteAsync(step, version,
        [
            (CheckpointParts.Weights, () => WeightFile.Open(trained.Leaves, weights)),
            (CheckpointParts.Optimizer, () => OptimizerFile.Open(state)),
            (CheckpointParts.Curriculum, () => new MemoryStream(curriculum)),
            (CheckpointParts.Trainer, () => new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(own))),
        ], cancellation);
    }
}
