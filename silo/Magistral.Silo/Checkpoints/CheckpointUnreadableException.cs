using Magistral.Contracts;

namespace Magistral.Silo.Checkpoints;

/// <summary>A checkpoint cannot be loaded.</summary>
public sealed class CheckpointUnreadableException(string runId, int step, string why) : MagistralException(
    $"the checkpoint at step {step} of run {runId} cannot be loaded, {why}", "`magistral checkpoints list` shows which are there; restore the object from a backup, or start the run anew under another name");
