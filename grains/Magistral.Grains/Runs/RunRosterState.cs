namespace Magistral.Grains.Runs;

/// <summary>What the roster keeps.</summary>
public sealed record RunRosterState
{
    /// <summary>Ids of the runs, oldest first.</summary>
    public IReadOnlyList<string> RunIds { get; init; } = [];
}
