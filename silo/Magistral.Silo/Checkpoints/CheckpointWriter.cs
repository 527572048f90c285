using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Weights;
using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;
using Magistral.Silo.Training;

namespace Magistral.Silo.Checkpoints;

/// <summary>
/// Writes checkpoints: every part first, then the manifest with their hashes, which alone makes the checkpoint exist;
/// then the run, the ledger and the queue learn of it, in this order. Each of them can be told again after a crash.
/// </summary>
/// <remarks>One checkpoint at a time: the buffers of the last one serve the next. Parts go to the store from where the numbers lie, of any size.</remarks>
internal sealed class CheckpointWriter(TrainerContext trainer, FlatWeights trained)
{
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
        var grain = Grain(step);
        var replaced = (await trainer.Calls.CallAsync(token => grain.DescribeAsync(token), cancellation)).Manifest;
        var attempt = await trainer.Calls.CallAsync(token => grain.BeginAsync(trainer.Term, token), cancellation);
        CheckpointPart[] parts =
        [
            await PutAsync(step, attempt, CheckpointParts.Weights, WeightFile.Open(trained.Leaves, weights), cancellation),
            await PutAsync(step, attempt, CheckpointParts.Optimizer, OptimizerFile.Open(state), cancellation),
            await PutAsync(step, attempt, CheckpointParts.Curriculum, new MemoryStream(curriculum), cancellation),
            await PutAsync(step, attempt, CheckpointParts.Trainer, new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(own)), cancellation),
        ];
        await trainer.Calls.CallAsync(token => grain.CommitAsync(new(step, version, trainer.Clock.GetUtcNow(), parts), trainer.Term, token), cancellation);
        var expiring = await trainer.Calls.CallAsync(token => trainer.Run.CheckpointCommittedAsync(step, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Weights.CheckpointCommittedAsync(step, trainer.Term, token), cancellation);
        await trainer.Calls.CallAsync(token => trainer.Queue.CheckpointCommittedAsync(step, trainer.Term, token), cancellation);
        await DeleteAsync(replaced, cancellation);
        foreach (var old in expiring)
            await ExpireAsync(old, cancellation);
    }

    private ICheckpointGrain Grain(int step) => trainer.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(trainer.RunId, step).ToString());

    private async Task<CheckpointPart> PutAsync(int step, int attempt, string name, Stream content, CancellationToken cancellation)
    {
        var key = StoreKey.Of("runs", trainer.RunId, "checkpoints", step.ToString("D8", CultureInfo.InvariantCulture), attempt.ToString(CultureInfo.InvariantCulture), name);
        await using (content)
        {
            using var hashed = new HashedStream(content);
            await trainer.Store.PutAsync(key, hashed, PutCondition.None, durable: true, cancellation);
            return new(name, key.Value, hashed.Position, hashed.Sha256());
        }
    }

    private async Task ExpireAsync(int step, CancellationToken cancellation)
    {
        var grain = Grain(step);
        await trainer.Calls.CallAsync(token => grain.ExpireAsync(token), cancellation);
        await DeleteAsync((await trainer.Calls.CallAsync(token => grain.DescribeAsync(token), cancellation)).Manifest, cancellation);
    }

    private async Task DeleteAsync(CheckpointManifest? manifest, CancellationToken cancellation)
    {
        foreach (var part in manifest?.Parts ?? [])
            await trainer.Store.DeleteAsync(new StoreKey(part.Key), null, cancellation);
    }
}
