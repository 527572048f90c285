using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Training.Terms;

namespace Magistral.Grains.Curriculum;

/// <summary>Where the curriculum stands; small, since it is stored with every scored group.</summary>
public sealed record CurriculumState
{
    /// <summary>Index of the current RL stage.</summary>
    public int CurrentStage { get; init; }

    /// <summary>Whether the last stage met its rule.</summary>
    public bool Finished { get; init; }

    /// <summary>Groups scored.</summary>
    public int Groups { get; init; }

    /// <summary>Every RL stage, in order; empty before the first group.</summary>
    public IReadOnlyList<StageState> Stages { get; init; } = [];

    /// <summary>Lengths of all scored completions.</summary>
    public IReadOnlyList<LengthCount> Lengths { get; init; } = [];

    /// <summary>The term of the trainer in charge, as far as it was heard of.</summary>
    public TrainerTerm Term { get; init; }

    /// <summary>Numbers of the groups entered last, so that a repeated call counts once.</summary>
    public IReadOnlyList<int> Recorded { get; init; } = [];
}
