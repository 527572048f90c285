namespace Magistral.Contracts.Checkpoints;

/// <summary>A run has no committed checkpoint of that step, or it has expired.</summary>
[GenerateSerializer, Alias("magistral.checkpoint-not-found")]
public sealed class CheckpointNotFoundException(string runId, int step) : MagistralException(
    $"run {runId} has no checkpoint of step {step}", "`magistral checkpoints list` shows those it keeps");
