using Magistral.Method.Generation;

namespace Magistral.Contracts.Weights;

/// <summary>One entry of the list of all versions a run ever published; none is struck when the trainer falls back.</summary>
/// <param name="Version">The version.</param>
/// <param name="Step">Optimizer updates in the weights.</param>
/// <param name="ContentHash">Hash of the weights' bytes, lower-case hex.</param>
/// <param name="IsUpdate">Whether the last of these updates made them; false for weights that were restored or warm-started.</param>
[GenerateSerializer, Immutable, Alias("magistral.published-version")]
public sealed record PublishedVersion(
    [property: Id(0)] WeightVersion Version,
    [property: Id(1)] int Step,
    [property: Id(2)] string ContentHash,
    [property: Id(3)] bool IsUpdate);
