using Magistral.Contracts.Checkpoints;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Checkpoints;

/// <summary>The grain of one checkpoint. Storing the committed state is the one act that makes a checkpoint exist.</summary>
[GrainType("checkpoint")]
public sealed class CheckpointGrain(
    [PersistentState("checkpoint", GrainStores.Objects)] IPersistentState<CheckpointState> checkpoint) : Grain, ICheckpointGrain
{
    private int Step => CheckpointKey.Parse(this.GetPrimaryKeyString()).Step;

    /// <inheritdoc/>
    public async Task<int> BeginAsync(CancellationToken cancellation)
    {
        // A step may be reached again after a fall-back. The new attempt has keys of its own, and until it commits the last one stands.
        var before = checkpoint.State;
        var status = before.Status == CheckpointStatus.Committed ? CheckpointStatus.Committed : CheckpointStatus.Writing;
        await checkpoint.CommitAsync(before with { Status = status, Attempt = before.Attempt + 1 }, cancellation);
        return checkpoint.State.Attempt;
    }

    /// <inheritdoc/>
    public Task CommitAsync(CheckpointManifest manifest, CancellationToken cancellation) =>
        checkpoint.CommitAsync(checkpoint.State with { Status = CheckpointStatus.Committed, Manifest = manifest }, cancellation);

    /// <inheritdoc/>
    public Task ExpireAsync(CancellationToken cancellation) =>
        checkpoint.State.Status is CheckpointStatus.None or CheckpointStatus.Expired
            ? Task.CompletedTask
            : checkpoint.CommitAsync(checkpoint.State with { Status = CheckpointStatus.Expired }, cancellation);

    /// <inheritdoc/>
    public Task<CheckpointView> DescribeAsync(CancellationToken cancellation) =>
        Task.FromResult(new CheckpointView(Step, checkpoint.State.Status, checkpoint.State.Manifest));
}
