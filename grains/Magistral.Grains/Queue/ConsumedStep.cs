using Magistral.Contracts.Weights;

namespace Magistral.Grains.Queue;

/// <summary>The groups of one update that no committed checkpoint holds yet.</summary>
/// <param name="Step">The update.</param>
/// <param name="Groups">Its groups.</param>
public sealed record ConsumedStep(int Step, IReadOnlyList<ConsumedGroup> Groups);

/// <summary>One group of an update.</summary>
/// <param name="Number">Group number.</param>
/// <param name="OldestVersion">Oldest version among its tokens.</param>
public sealed record ConsumedGroup(int Number, WeightVersion OldestVersion);
