namespace Magistral.Contracts.Specs;

/// <summary>Held-out evaluation, greedy.</summary>
[GenerateSerializer, Immutable, Alias("magistral.evaluation-spec")]
public sealed record EvaluationSpec
{
    /// <summary>Held-out problems per stage in the evaluations before and after RL.</summary>
    [Id(0), Setting(Minimum = 1, Maximum = 100_000), Live(LiveFrom.Batch)]
    public int Problems { get; init; } = 1024;

    /// <summary>Optimizer steps between evaluations during RL; 0 disables them.</summary>
    [Id(1), Setting(Minimum = 0, Maximum = 100_000_000), Live(LiveFrom.Batch)]
    public int EverySteps { get; init; } = 25;

    /// <summary>Held-out problems per stage in the evaluations during RL.</summary>
    [Id(2), Setting(Minimum = 1, Maximum = 100_000), Live(LiveFrom.Batch)]
    public int CurveProblems { get; init; } = 256;
}
