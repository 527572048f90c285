namespace Magistral.Contracts.Checkpoints;

/// <summary>One object of a checkpoint.</summary>
/// <param name="Name">What it is, such as <c>weights.safetensors</c>.</param>
/// <param name="Key">Its key in the object store.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">SHA-256 of its content, lower-case hex.</param>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-part")]
public sealed record CheckpointPart(
    [property: Id(0)] string Name,
    [property: Id(1)] string Key,
    [property: Id(2)] long Bytes,
    [property: Id(3)] string Sha256);
