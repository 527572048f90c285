namespace Magistral.Contracts.Runs;

/// <summary>A run as listed.</summary>
/// <param name="RunId">Its id; sorts by time.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its life.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="Step">Updates in the surviving weights.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-summary")]
public sealed record RunSummary(
    [property: Id(0)] string RunId,
    [property: Id(1)] string Name,
    [property: Id(2)] RunLifecycle State,
    [property: Id(3)] DateTimeOffset CreatedAt,
    [property: Id(4)] int Step);
