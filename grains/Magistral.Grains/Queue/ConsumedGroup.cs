using Magistral.Method.Generation;

namespace Magistral.Grains.Queue;

/// <summary>One group of an update.</summary>
/// <param name="Number">Group number.</param>
/// <param name="OldestVersion">Oldest version among its tokens.</param>
public sealed record ConsumedGroup(int Number, WeightVersion OldestVersion);
