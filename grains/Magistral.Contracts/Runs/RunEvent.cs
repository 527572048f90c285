namespace Magistral.Contracts.Runs;

/// <summary>One entry of a run's audit trail.</summary>
/// <param name="At">When.</param>
/// <param name="What">What changed, for people.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-event")]
public sealed record RunEvent([property: Id(0)] DateTimeOffset At, [property: Id(1)] string What);
