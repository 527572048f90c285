using Magistral.Method.Generation;

namespace Magistral.Contracts.Generation;

/// <summary>What an evaluation found.</summary>
/// <param name="Order">The order it answers.</param>
/// <param name="Version">The version that answered.</param>
/// <param name="Stages">Every RL stage, in order.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="EndedAt">When it ended.</param>
[GenerateSerializer, Immutable, Alias("magistral.evaluation-result")]
public sealed record EvaluationResult(
    [property: Id(0)] EvaluationOrder Order,
    [property: Id(1)] WeightVersion Version,
    [property: Id(2)] IReadOnlyList<StageEvaluation> Stages,
    [property: Id(3)] double Seconds,
    [property: Id(4)] DateTimeOffset EndedAt);
