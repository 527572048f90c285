namespace Magistral.Contracts.Runs;

/// <summary>A page of a tenant's runs.</summary>
/// <param name="Runs">Runs, oldest first.</param>
/// <param name="Next">What to give as <c>after</c> for the next page; null when this is the last.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-page")]
public sealed record RunPage([property: Id(0)] IReadOnlyList<RunSummary> Runs, [property: Id(1)] string? Next);
