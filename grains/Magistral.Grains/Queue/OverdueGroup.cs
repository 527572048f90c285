using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.Queue;

/// <summary>A group that waits past its deadline.</summary>
/// <param name="Number">Group number.</param>
/// <param name="Wait">What it waits for.</param>
public sealed record OverdueGroup(int Number, GroupWait Wait);
