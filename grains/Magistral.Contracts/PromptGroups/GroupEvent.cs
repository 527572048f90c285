namespace Magistral.Contracts.PromptGroups;

/// <summary>One entry of a group's timeline.</summary>
/// <param name="At">When.</param>
/// <param name="What">What happened, for people.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-event")]
public sealed record GroupEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] string What);
