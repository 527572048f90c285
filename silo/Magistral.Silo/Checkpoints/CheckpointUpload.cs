using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Contracts.Weights;
using Magistral.Grains.Checkpoints;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Checkpoints;

/// <summary>
/// Brings checkpoints into the store: every part first, then the manifest with their hashes, which alone makes the checkpoint exist; then the run, the ledger and
/// the queue learn of it, in this order. Each of them can be told again after a crash. What is no longer needed, or was written in vain, the run deletes.
/// </summary>
/// <remarks>One checkpoint at a time.</remarks>
internal sealed class CheckpointUpload(string runId, TrainerTerm term, IGrainFactory grains, IObjectStore store, GrainCalls calls, TimeProvider clock)
{
    private readonly IRunGrain run = grains.GetGrain<IRunGrain>(runId);
    private readonly IWeightsGrain weights = grains.GetGrain<IWeightsGrain>(runId);
    private readonly IRolloutQueueGrain queue = grains.GetGrain<IRolloutQueueGrain>(runId);

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="step">Updates in it.</param>
    /// <param name="version">Their version.</param>
    /// <param name="parts">Names of the parts, and what opens each.</param>
    /// <param name="cancellation">Ends it; without its manifest it does not exist.</param>
    /// <exception cref="TrainerSupersededException">A later trainer is in charge.</exception>
    public async Task WriteAsync(int step, WeightVersion version, IReadOnlyList<(string Name, Func<Stream> Open)> parts, CancellationToken cancellation)
    {
        var checkpoint = grains.GetGrain<ICheckpointGrain>(new CheckpointKey(runId, step).ToString());
        try
        {
            var attempt = await calls.CallAsync(token => checkpoint.BeginAsync(term, token), cancellation);
            var stored = new List<CheckpointPart>();
            foreach (var (name, open) in parts)
                stored.Add(await PutAsync(CheckpointObjects.KeyOf(runId, step, attempt, name), name, open, cancellation));
            await calls.CallAsync(token => checkpoint.CommitAsync(new(step, version, clock.GetUtcNow(), stored), term, token), cancellation);
            await calls.CallAsync(token => run.CheckpointCommittedAsync(step, term, token), cancellation);
            await calls.CallAsync(token => weights.CheckpointCommittedAsync(step, term, token), cancellation);
            await calls.CallAsync(token => queue.CheckpointCommittedAsync(step, term, token), cancellation);
        }
        finally
        {
            await calls.TryOnceAsync(token => run.SweepCheckpointsAsync(token)); // should it fail, whoever tends the run or trains it next sweeps
        }
    }

    private async Task<CheckpointPart> PutAsync(StoreKey key, string name, Func<Stream> open, CancellationToken cancellation)
    {
        await using var content = open();
        using var hashed = new HashedStream(content);
        await store.PutAsync(key, hashed, PutCondition.None, durable: true, cancellation);
        return new(name, key.Value, hashed.Position, hashed.Sha256());
    }
}
