namespace Magistral.Contracts.PromptGroups;

/// <summary>What an open group waits for.</summary>
public enum WaitKind
{
    /// <summary>A generator owes some of its rollouts.</summary>
    Generator,

    /// <summary>A verifier owes some of its scores.</summary>
    Verifier,

    /// <summary>Its result is known and has not reached the queue.</summary>
    Announcement,

    /// <summary>It is ready, and the trainer has not made its update.</summary>
    Trainer,

    /// <summary>It is in an update that no committed checkpoint holds yet.</summary>
    Checkpoint,
}
