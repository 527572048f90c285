namespace Magistral.Silo.Checkpoints;

/// <summary>The part of a checkpoint that belongs to the trainer. Draws are functions of the seed and counters, so these counters are the random state.</summary>
public sealed record TrainerState
{
    /// <summary>RL updates in the weights.</summary>
    public required int Step { get; init; }

    /// <summary>Supervised updates in the weights.</summary>
    public required int SupervisedSteps { get; init; }

    /// <summary>Seconds of RL so far.</summary>
    public required double RlSeconds { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Groups issued when it was written.</summary>
    public required int GroupsIssued { get; init; }

    /// <summary>Hash of the weights, lower-case hex.</summary>
    public required string WeightsHash { get; init; }

    /// <summary>Newest weight version when it was written: the position in the staleness ledger.</summary>
    public required int LedgerVersion { get; init; }
}
