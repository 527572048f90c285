namespace Magistral.Contracts.Checkpoints;

/// <summary>Where a checkpoint stands.</summary>
public enum CheckpointStatus
{
    /// <summary>Nothing was ever written for this step, or it was deleted.</summary>
    None,

    /// <summary>Its parts are being written.</summary>
    Writing,

    /// <summary>All parts are there, with their hashes.</summary>
    Committed,

    /// <summary>Its parts may be gone.</summary>
    Expired,
}
