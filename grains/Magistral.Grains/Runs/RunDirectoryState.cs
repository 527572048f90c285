namespace Magistral.Grains.Runs;

/// <summary>The runs of a tenant, oldest first.</summary>
public sealed record RunDirectoryState
{
    /// <summary>Every run.</summary>
    public IReadOnlyList<RunDirectoryEntry> Runs { get; init; } = [];
}
