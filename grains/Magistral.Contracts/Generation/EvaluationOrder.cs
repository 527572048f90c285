using Magistral.Method.Generation;

namespace Magistral.Contracts.Generation;

/// <summary>Asks a generator to answer held-out problems, greedily, with the weights it serves.</summary>
/// <param name="Number">Number of the order in the run; repeated orders with a number already done do nothing.</param>
/// <param name="Kind">What the evaluation is for.</param>
/// <param name="Step">Optimizer updates at the time of the order.</param>
/// <param name="Version">The weights to use, or newer.</param>
/// <param name="ProblemsPerStage">Held-out problems of each RL stage; fewer where a stage has fewer.</param>
[GenerateSerializer, Immutable, Alias("magistral.evaluation-order")]
public sealed record EvaluationOrder(
    [property: Id(0)] int Number,
    [property: Id(1)] EvaluationKind Kind,
    [property: Id(2)] int Step,
    [property: Id(3)] WeightVersion Version,
    [property: Id(4)] int ProblemsPerStage);
