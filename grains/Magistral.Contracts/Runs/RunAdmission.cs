namespace Magistral.Contracts.Runs;

/// <summary>Where a run stands among those that shall be trained.</summary>
/// <param name="IsAtWork">Whether it is at work.</param>
/// <param name="Why">What it waits for; empty when it is at work.</param>
[GenerateSerializer, Immutable, Alias("magistral.roster-place")]
public sealed record RunAdmission([property: Id(0)] bool IsAtWork, [property: Id(1)] string Why);
