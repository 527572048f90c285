namespace Magistral.Contracts.Curriculum;

/// <summary>Where the curriculum stands.</summary>
/// <param name="CurrentStage">Index of the current RL stage.</param>
/// <param name="Finished">Whether the last stage met its promotion rule.</param>
/// <param name="Stages">Every RL stage, in order.</param>
/// <param name="Recent">The groups scored lately.</param>
[GenerateSerializer, Immutable, Alias("magistral.curriculum-report")]
public sealed record CurriculumReport(
    [property: Id(0)] int CurrentStage,
    [property: Id(1)] bool Finished,
    [property: Id(2)] IReadOnlyList<StageProgress> Stages,
    [property: Id(3)] RecentOutcomes Recent)
{
    /// <summary>Lengths of all scored completions, with signal or without.</summary>
    [Id(4)]
    public IReadOnlyList<LengthCount> Lengths { get; init; } = [];
}
