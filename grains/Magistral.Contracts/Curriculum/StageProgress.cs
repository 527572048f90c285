namespace Magistral.Contracts.Curriculum;

/// <summary>How one RL stage stands.</summary>
/// <param name="Name">Name of the stage.</param>
/// <param name="Groups">Groups scored so far on its problems.</param>
/// <param name="Problems">Distinct problems among them.</param>
/// <param name="NeverSolved">Of those, problems no completion of which was right.</param>
/// <param name="WindowPassRate">Mean pass rate over the promotion window, 0 to 1; null while it holds nothing.</param>
/// <param name="WindowGroups">Groups in the window.</param>
/// <param name="PromotedAtGroup">Groups scored in the run when it was promoted; null before.</param>
[GenerateSerializer, Immutable, Alias("magistral.stage-progress")]
public sealed record StageProgress(
    [property: Id(0)] string Name,
    [property: Id(1)] int Groups,
    [property: Id(2)] int Problems,
    [property: Id(3)] int NeverSolved,
    [property: Id(4)] double? WindowPassRate,
    [property: Id(5)] int WindowGroups,
    [property: Id(6)] int? PromotedAtGroup);
