using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Checkpoints;

/// <summary>The grain of one checkpoint. Storing the committed state is the one act that makes a checkpoint exist.</summary>
[GrainType("checkpoint"), RequireRole(SiloRoles.Coordinator)]
public sealed class CheckpointGrain(
    [PersistentState("checkpoint", GrainStores.Objects)] IPersistentState<CheckpointState> checkpoint,
    IObjectStore store,
    TimeProvider clock) : Grain, ICheckpointGrain
{
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(30);
    private long? heldAt; // said again every few seconds: not stored

    private CheckpointKey Key => CheckpointKey.Parse(this.GetPrimaryKeyString());

    private bool IsHeld => heldAt is { } at && clock.GetElapsedTime(at) < HoldTime;

    /// <summary>What may be read: an expired one only by those who began before.</summary>
    private CheckpointManifest? Readable => CheckpointRules.Remains(checkpoint.State, IsHeld).Manifest;

    /// <inheritdoc/>
    public async Task<int> BeginAsync(TrainerTerm term, CancellationToken cancellation)
    {
        await CommitAsync(CheckpointRules.Begin(checkpoint.State, Key.RunId, term), cancellation);
        return checkpoint.State.Attempt;
    }

    /// <inheritdoc/>
    public Task CommitAsync(CheckpointManifest manifest, TrainerTerm term, CancellationToken cancellation) =>
        CommitAsync(CheckpointRules.Commit(checkpoint.State, Key.RunId, manifest, term), cancellation);

    /// <inheritdoc/>
    public async Task<CheckpointRemains> SettleAsync(bool keep, TrainerTerm over, CancellationToken cancellation)
    {
        await CommitAsync(CheckpointRules.Settle(checkpoint.State, keep, over), cancellation);
        return CheckpointRules.Remains(checkpoint.State, IsHeld);
    }

    /// <inheritdoc/>
    public Task<CheckpointView> HoldAsync(CancellationToken cancellation)
    {
        if (Readable is not null)
            heldAt = clock.GetTimestamp();
        return DescribeAsync(cancellation);
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string part, long offset, int length, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        await HoldAsync(cancellation);
        var found = Readable?.Parts.FirstOrDefault(known => known.Name == part);
        var stored = found is null ? null : await store.GetRangeAsync(new(found.Key), offset, Math.Min(length, ICheckpointGrain.MostBytesAtOnce), cancellation);
        return stored?.Content.ToArray() ?? throw new CheckpointNotFoundException(Key.RunId, Key.Step);
    }

    /// <inheritdoc/>
    public Task<CheckpointView> DescribeAsync(CancellationToken cancellation) =>
        Task.FromResult(new CheckpointView(Key.Step, checkpoint.State.Status, checkpoint.State.Manifest));

    private Task CommitAsync(CheckpointState next, CancellationToken cancellation) =>
        ReferenceEquals(next, checkpoint.State) ? Task.CompletedTask : checkpoint.CommitAsync(next, cancellation);
}
