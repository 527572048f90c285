namespace Magistral.Contracts.Checkpoints;

/// <summary>A checkpoint as listed.</summary>
/// <param name="Step">Optimizer updates in its weights.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Manifest">What it consists of; null unless it was committed.</param>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-view")]
public sealed record CheckpointView(
    [property: Id(0)] int Step,
    [property: Id(1)] CheckpointStatus Status,
    [property: Id(2)] CheckpointManifest? Manifest);
