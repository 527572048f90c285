namespace Magistral.Contracts.Runs;

/// <summary>A run that shall be trained.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Tenant">Whose it is.</param>
/// <param name="Groups">Prompt groups that it keeps in flight on each generator.</param>
[GenerateSerializer, Immutable, Alias("magistral.roster-entry")]
public sealed record ScheduledRun([property: Id(0)] string RunId, [property: Id(1)] string Tenant, [property: Id(2)] int Groups)
{
    /// <summary>Whether it is at work; once it is, it stays so until it is struck.</summary>
    [Id(3)] public bool IsAtWork { get; init; }
}
