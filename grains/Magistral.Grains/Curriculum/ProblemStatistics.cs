namespace Magistral.Grains.Curriculum;

/// <summary>Pass rates by problem; stored at checkpoints, since it grows with the run.</summary>
public sealed record ProblemStatistics
{
    /// <summary>Pass rates by problem id.</summary>
    public Dictionary<string, ProblemTally> Problems { get; init; } = [];
}
