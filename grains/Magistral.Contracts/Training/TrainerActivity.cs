namespace Magistral.Contracts.Training;

/// <summary>What a trainer is doing.</summary>
public enum TrainerActivity
{
    /// <summary>It does not work on the run.</summary>
    Idle,

    /// <summary>It loads weights or a checkpoint.</summary>
    Loading,

    /// <summary>The supervised stage.</summary>
    Supervised,

    /// <summary>It waits for a held-out evaluation.</summary>
    Evaluating,

    /// <summary>Reinforcement learning.</summary>
    Training,

    /// <summary>It writes the last checkpoint.</summary>
    Stopping,

    /// <summary>It failed; the run can be continued.</summary>
    Failed,
}
