namespace Magistral.Contracts.Runs;

/// <summary>What a <see cref="RunFeedEntry"/> tells.</summary>
public enum RunFeedKind
{
    /// <summary>An entry of the audit trail: submitted, started, paused, ended, and why.</summary>
    Audit,

    /// <summary>An optimizer step is in the weights.</summary>
    Step,

    /// <summary>The trainer fell back: the steps after <see cref="RunFeedEntry.AtStep"/>, their evaluations and checkpoints are struck; their numbers come again.</summary>
    RolledBack,

    /// <summary>A held-out evaluation ended.</summary>
    Evaluation,

    /// <summary>The checkpoint of <see cref="RunFeedEntry.AtStep"/> is committed.</summary>
    Checkpoint,
}
