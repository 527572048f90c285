using Magistral.Contracts.Training;

namespace Magistral.Grains.Training;

/// <summary>The trainer workers of this silo; the trainer grain is their address.</summary>
/// <remarks>Thread-safe. Nothing here waits for native work.</remarks>
public interface ITrainerWorkers
{
    /// <summary>Starts the trainer of a run, unless it works already.</summary>
    void Start(string runId);

    /// <summary>Asks a trainer to write a checkpoint and stop.</summary>
    void Pause(string runId);

    /// <summary>Ends a trainer at once, without a checkpoint.</summary>
    void Abort(string runId);

    /// <summary>What the trainer of a run is doing here, and why it failed if it did.</summary>
    TrainerStatus Status(string runId);
}
