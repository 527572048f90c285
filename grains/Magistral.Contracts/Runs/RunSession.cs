namespace Magistral.Contracts.Runs;

/// <summary>One process's work on a run.</summary>
/// <param name="Id">Names the session.</param>
/// <param name="ProcessStartedAt">When the process started: wall time counts from there.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-session")]
public sealed record RunSession([property: Id(0)] string Id, [property: Id(1)] DateTimeOffset ProcessStartedAt);
