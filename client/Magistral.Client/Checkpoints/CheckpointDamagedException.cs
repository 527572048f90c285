using Magistral.Contracts;

namespace Magistral.Client.Checkpoints;

/// <summary>A part of a checkpoint that was fetched is not the one its manifest names.</summary>
/// <param name="part">Name of the part.</param>
/// <param name="path">Where what came lies.</param>
public sealed class CheckpointDamagedException(string part, string path) : MagistralException(
    $"{part} has another hash than its manifest names", $"what came lies in {path}; fetch it again, or another step");
