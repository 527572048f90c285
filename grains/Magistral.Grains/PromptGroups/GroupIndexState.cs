namespace Magistral.Grains.PromptGroups;

/// <summary>What the index of a run's groups keeps beside its log.</summary>
public sealed record GroupIndexState
{
    /// <summary>Whether groups that ended before there was an index are entered.</summary>
    public bool IsWhole { get; init; }
}
