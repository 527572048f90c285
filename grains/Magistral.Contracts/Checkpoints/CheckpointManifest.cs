using Magistral.Method.Generation;

namespace Magistral.Contracts.Checkpoints;

/// <summary>What a checkpoint consists of. It is committed last: without it there is no checkpoint.</summary>
/// <param name="Step">Optimizer updates in its weights.</param>
/// <param name="Version">The version they were published under.</param>
/// <param name="CreatedAt">When it was written.</param>
/// <param name="Parts">Weights, optimizer, curriculum, trainer state.</param>
[GenerateSerializer, Immutable, Alias("magistral.checkpoint-manifest")]
public sealed record CheckpointManifest(
    [property: Id(0)] int Step,
    [property: Id(1)] WeightVersion Version,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] IReadOnlyList<CheckpointPart> Parts)
{
    /// <summary>Size of all parts in bytes.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long Bytes => Parts.Sum(part => part.Bytes);
}
