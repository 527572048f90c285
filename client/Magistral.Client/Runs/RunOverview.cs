using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Weights;

namespace Magistral.Client.Runs;

/// <summary>Everything about a run but its groups, gathered from the grains that own it.</summary>
/// <param name="Run">Lifecycle, evaluations, reports of the workers.</param>
/// <param name="Queue">The books of the groups.</param>
/// <param name="Weights">Versions and the staleness ledger.</param>
/// <param name="Curriculum">Where the curriculum stands.</param>
public sealed record RunOverview(RunDescription Run, QueueReport Queue, WeightsReport Weights, CurriculumReport Curriculum)
{
    /// <summary>Exactly the RL stages, in order.</summary>
    public IReadOnlyList<StageAccuracy> Evaluation => AccuracyOf(Run);

    /// <summary>What the generators did with the RL time.</summary>
    public GeneratorFigures Generator => GeneratorFigures.Of(Run.Generators);

    /// <summary>Greatest lag of a trained token, in versions; null before the first.</summary>
    public int? LagMax => Weights.Lags.Where(lag => lag.Tokens > 0).Select(lag => (int?)lag.LagVersions).Max();

    /// <summary>Mean lag of the trained tokens, in versions; null before the first.</summary>
    public double? LagMean => Weights.Lags.Sum(lag => lag.Tokens) is > 0 and var tokens
        ? Weights.Lags.Sum(lag => (double)lag.LagVersions * lag.Tokens) / tokens
        : null;

    /// <summary>Held-out accuracy of every RL stage, in order, from what the run recorded.</summary>
    public static IReadOnlyList<StageAccuracy> AccuracyOf(RunDescription run)
    {
        var warm = run.Evaluations.LastOrDefault(evaluation => evaluation.Order.Kind == EvaluationKind.WarmStart);
        var newest = run.Evaluations.LastOrDefault(evaluation => evaluation.Order.Kind == EvaluationKind.Final)
            ?? run.Evaluations.LastOrDefault(evaluation => evaluation.Order.Kind == EvaluationKind.Curve);
        return [.. run.Spec.RlStages().Select(stage => new StageAccuracy(stage.Name, Of(warm, stage.Name), Of(newest, stage.Name)))];
    }

    private static StageEvaluation? Of(EvaluationResult? evaluation, string stage) =>
        evaluation?.Stages.FirstOrDefault(result => result.Stage == stage);
}
