using Magistral.Method.Rewards;

namespace Magistral.Contracts.Curriculum;

/// <summary>What the curriculum learns from one scored group, with signal or without.</summary>
/// <param name="Number">Group number.</param>
/// <param name="ProblemId">Its problem.</param>
/// <param name="Stage">Index of the problem's RL stage.</param>
/// <param name="Rollouts">Completions, G.</param>
/// <param name="Correct">Right completions.</param>
/// <param name="MeanAxes">Mean reward by axis.</param>
/// <param name="LengthsTokens">Length of every completion in tokens.</param>
/// <param name="CutOff">Completions cut off at their limit.</param>
/// <param name="FormatOnly">Whether the variance of the rewards comes from format alone.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-outcome")]
public sealed record GroupOutcome(
    [property: Id(0)] int Number,
    [property: Id(1)] string ProblemId,
    [property: Id(2)] int Stage,
    [property: Id(3)] int Rollouts,
    [property: Id(4)] int Correct,
    [property: Id(5)] RewardAxes MeanAxes,
    [property: Id(6)] IReadOnlyList<int> LengthsTokens,
    [property: Id(7)] int CutOff,
    [property: Id(8)] bool FormatOnly);
