using Magistral.Contracts.Training;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Checkpoints;

/// <summary>The grain of one checkpoint. Storing the committed state is the one act that makes a checkpoint exist.</summary>
[GrainType("checkpoint"), RequireRole(SiloRoles.Coordinator)]
public sealed class CheckpointGrain(
    [PersistentState("checkpoint", GrainStores.Objects)] IPersistentState<CheckpointState> checkpoint,
    IObjectStore store) : Grain, ICheckpointGrain
{
    private CheckpointKey Key => CheckpointKey.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<int> BeginAsync(TrainerTerm term, CancellationToken cancellation)
    {
        // A step may be reached again after a fall-back. The new attempt has keys of its own, and until it commits the last one stands.
        var before = checkpoint.State;
        var status = before.Status == CheckpointStatus.Committed ? CheckpointStatus.Committed : CheckpointStatus.Writing;
        await checkpoint.CommitAsync(before with { Status = status, Attempt = before.Attempt + 1, Term = before.Term.Admit(Key.RunId, term) }, cancellation);
        return checkpoint.State.Attempt;
    }

    /// <inheritdoc/>
    public Task CommitAsync(CheckpointManifest manifest, TrainerTerm term, CancellationToken cancellation) => checkpoint.CommitAsync(
        checkpoint.State with { Status = CheckpointStatus.Committed, Manifest = manifest, Term = checkpoint.State.Term.Admit(Key.RunId, term) }, cancellation);

    /// <inheritdoc/>
    public Task ExpireAsync(CancellationToken cancellation) =>
        checkpoint.State.Status is CheckpointStatus.None or CheckpointStatus.Expired
            ? Task.CompletedTask
            : checkpoint.CommitAsync(checkpoint.State with { Status = CheckpointStatus.Expired }, cancellation);

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string part, long offset, int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var found = checkpoint.State is { Status: CheckpointStatus.Committed, Manifest: { } manifest } ? manifest.Parts.FirstOrDefault(known => known.Name == part) : null;
        var stored = found is null ? null : await store.GetRangeAsync(new(found.Key), offset, Math.Min(length, ICheckpointGrain.MostBytesAtOnce), cancellation);
        return stored?.Content.ToArray() ?? throw new CheckpointNotFoundException(Key.RunId, Key.Step);
    }

    /// <inheritdoc/>
    public Task<CheckpointView> DescribeAsync(CancellationToken cancellation) =>
        Task.FromResult(new CheckpointView(Key.Step, checkpoint.State.Status, checkpoint.State.Manifest));
}
