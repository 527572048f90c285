namespace Magistral.Engine.Generation;

/// <summary>Neighbouring tokens that were sampled from the logits of the same weights.</summary>
/// <param name="Version">Version of the weights.</param>
/// <param name="Count">Tokens, ≥ 1.</param>
public readonly record struct VersionRun(int Version, int Count);
