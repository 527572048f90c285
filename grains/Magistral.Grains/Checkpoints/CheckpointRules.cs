using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Checkpoints;

/// <summary>The rules of one checkpoint: pure functions from state to state. An unchanged state means that nothing happened.</summary>
public static class CheckpointRules
{
    /// <summary>Begins an attempt, with keys of its own: until it commits, the one before stands. Begun again by the same trainer before it commits, it is the same attempt.</summary>
    /// <exception cref="TrainerSupersededException">A later trainer is in charge.</exception>
    public static CheckpointState Begin(CheckpointState checkpoint, string runId, TrainerTerm term)
    {
        var admitted = checkpoint.Term.Admit(runId, term);
        return checkpoint.IsWriting && term == checkpoint.Term ? checkpoint : checkpoint with
        {
            Status = checkpoint.Status == CheckpointStatus.Committed ? CheckpointStatus.Committed : CheckpointStatus.Writing,
            Attempt = checkpoint.Attempt + 1,
            IsWriting = true,
            Term = admitted,
        };
    }

    /// <summary>Commits the attempt that was begun.</summary>
    /// <exception cref="TrainerSupersededException">A later trainer is in charge, or the attempt is over.</exception>
    public static CheckpointState Commit(CheckpointState checkpoint, string runId, CheckpointManifest manifest, TrainerTerm term)
    {
        var admitted = checkpoint.Term.Admit(runId, term);
        if (checkpoint is { Status: CheckpointStatus.Committed, Manifest: { } known } && IsSame(known, manifest))
            return checkpoint;
        return checkpoint.IsWriting
            ? checkpoint with { Status = CheckpointStatus.Committed, IsWriting = false, Manifest = manifest, Term = admitted }
            : throw new TrainerSupersededException(runId, term, checkpoint.Term);
    }

    /// <summary>Ends what trainers up to a term did here: what they still write can no longer be committed, and what they committed stays or expires. Later trainers' work is left as it is.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="keep">Whether the run keeps it.</param>
    /// <param name="over">The last term that is over.</param>
    public static CheckpointState Settle(CheckpointState checkpoint, bool keep, TrainerTerm over)
    {
        if (checkpoint.Term.Number > over.Number)
            return checkpoint;
        var stays = keep && checkpoint.Status == CheckpointStatus.Committed;
        return checkpoint with { Status = stays ? CheckpointStatus.Committed : CheckpointStatus.Expired, IsWriting = false, Term = new(over.Number + 1) };
    }

    /// <summary>What must stay of it.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="isRead">Whether someone reads it.</param>
    public static CheckpointRemains Remains(CheckpointState checkpoint, bool isRead)
    {
        var isHeld = isRead && checkpoint is { Status: CheckpointStatus.Committed or CheckpointStatus.Expired, Manifest: not null };
        return new(checkpoint.IsWriting ? checkpoint.Attempt : null, isHeld || checkpoint.Status == CheckpointStatus.Committed ? checkpoint.Manifest : null, isHeld);
    }

    private static bool IsSame(CheckpointManifest one, CheckpointManifest other) =>
        one.Step == other.Step && one.Version == other.Version && one.CreatedAt == other.CreatedAt && one.Parts.SequenceEqual(other.Parts);
}
