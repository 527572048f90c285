using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>What the roster keeps.</summary>
public sealed record RunRosterState
{
    /// <summary>The runs, oldest first.</summary>
    public IReadOnlyList<RosterEntry> Runs { get; init; } = [];
}
