namespace Magistral.Grains.Queue;

/// <summary>The groups of one update that no committed checkpoint holds yet.</summary>
/// <param name="Step">The update.</param>
/// <param name="Groups">Its groups.</param>
public sealed record ConsumedStep(int Step, IReadOnlyList<ConsumedGroup> Groups);
