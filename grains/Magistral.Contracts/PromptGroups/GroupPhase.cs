namespace Magistral.Contracts.PromptGroups;

/// <summary>Where a prompt group stands (DESIGN, "A group's life").</summary>
public enum GroupPhase
{
    /// <summary>Issued; a generator owes some of its rollouts.</summary>
    Generating,

    /// <summary>All rollouts are stored, some are not scored.</summary>
    Verifying,

    /// <summary>Scored, with signal, waiting for the trainer.</summary>
    Ready,

    /// <summary>In an update that no committed checkpoint holds yet.</summary>
    Consumed,

    /// <summary>In an update that a committed checkpoint holds.</summary>
    Trained,

    /// <summary>All rewards are equal.</summary>
    NoSignal,

    /// <summary>Its oldest token would have exceeded the bound of staleness.</summary>
    Stale,

    /// <summary>Something failed beyond retry.</summary>
    Failed,

    /// <summary>The run ended without it.</summary>
    Abandoned,
}
