using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Checkpoints;

/// <summary>What a checkpoint keeps.</summary>
public sealed record CheckpointState
{
    /// <summary>Whether its parts are being written, are committed, or are gone.</summary>
    public CheckpointStatus Status { get; init; }

    /// <summary>Attempts to write it; part of the keys of its objects.</summary>
    public int Attempt { get; init; }

    /// <summary>Whether the last attempt may still be committed.</summary>
    public bool IsWriting { get; init; }

    /// <summary>The lowest term that may begin or commit: of the trainer that began the last attempt, or later.</summary>
    public TrainerTerm Term { get; init; }

    /// <summary>What it consists of; null unless it was committed.</summary>
    public CheckpointManifest? Manifest { get; init; }
}
