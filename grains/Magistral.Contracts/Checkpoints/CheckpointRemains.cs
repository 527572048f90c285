namespace Magistral.Contracts.Checkpoints;

/// <summary>What must stay of a checkpoint; all other objects of it are nobody's, for good.</summary>
/// <param name="Writing">The attempt whose parts are being written; null when nobody writes.</param>
/// <param name="Manifest">Names the objects that stay; null when there is no committed checkpoint any more.</param>
/// <param name="IsHeld">Whether someone reads it: then all of it stays until that ends.</param>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-remains")]
public sealed record CheckpointRemains([property: Id(0)] int? Writing, [property: Id(1)] CheckpointManifest? Manifest, [property: Id(2)] bool IsHeld);
