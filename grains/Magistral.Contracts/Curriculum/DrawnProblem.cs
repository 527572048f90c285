namespace Magistral.Contracts.Curriculum;

/// <summary>The problem of a new prompt group, and the stage the curriculum stands in.</summary>
/// <param name="Problem">The problem, possibly of another stage (<c>mix_share</c>).</param>
/// <param name="CurrentStage">Index of the RL stage the curriculum stands in.</param>
[GenerateSerializer, Immutable, Alias("magistral.drawn-problem")]
public sealed record DrawnProblem([property: Id(0)] Problem Problem, [property: Id(1)] int CurrentStage);
