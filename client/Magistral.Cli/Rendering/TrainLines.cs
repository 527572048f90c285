using Magistral.Client.Runs;
using Magistral.Client.Training;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;

namespace Magistral.Cli.Rendering;

/// <summary>Progress as plain aligned lines.</summary>
internal static class TrainLines
{
    public static string Supervised(TrainProgress progress, SupervisedProgress warm) => FormattableString.Invariant(
        $"{At(progress)}  warm start  step {warm.Step,5}/{warm.Steps}  loss {warm.Loss:0.000}  {Figures.Rate(warm.TokensPerSecond),8} tokens");

    public static string Step(TrainProgress progress, StepReport step)
    {
        var (run, recent, generator) = (progress.Run, step.Recent, GeneratorFigures.Of(progress.Run.Generators));
        var stages = run.Spec.RlStages();
        var stage = stages[Math.Clamp(step.Stage, 0, stages.Count - 1)].Name.PadRight(stages.Max(other => other.Name.Length));
        return FormattableString.Invariant(
            $"{At(progress)}  step {step.Step,5}  {stage}  reward {Reward(step),5:0.000}  right {recent.PassRate,5:0.000}  length {recent.LengthMeanTokens,5:0.0}  entropy {step.Entropy:0.0000}  lag {
                LagMean(step):0.00}/{LagMax(step)}  generator {Figures.Percent(generator.BusyShare),4} {Figures.Rate(generator.TokensPerSecond),8}  left {Figures.Duration(run.SecondsLeft),6}");
    }

    public static string Evaluation(TrainProgress progress, EvaluationResult evaluation)
    {
        var kind = evaluation.Order.Kind switch
        {
            EvaluationKind.WarmStart => "after the warm start",
            EvaluationKind.Final => "at the end",
            _ => FormattableString.Invariant($"at step {evaluation.Order.Step}"),
        };
        return $"{At(progress)}  held-out pass@1 {kind}: {string.Join("  ", evaluation.Stages.Select(stage => $"{stage.Stage} {Figures.PassRate(stage)}"))}";
    }

    public static string Activity(TrainProgress progress) => $"{At(progress)}  {ActivityOf(progress)}";

    public static string ActivityOf(TrainProgress progress) => progress.Trainer.Activity switch
    {
        _ when progress.Run.State is RunLifecycle.Completed or RunLifecycle.Paused && progress.Trainer.Activity == TrainerActivity.Idle =>
            progress.Run.State == RunLifecycle.Completed ? "completed" : "paused",
        _ when progress.Run.State == RunLifecycle.Queued => progress.Run.Reason,
        _ when progress.Stopping => "stopping: a checkpoint is written",
        TrainerActivity.Loading => "loading",
        TrainerActivity.Supervised => "warm start",
        TrainerActivity.Evaluating => "held-out evaluation",
        TrainerActivity.Training => "reinforcement learning",
        TrainerActivity.Stopping => "writing the last checkpoint",
        TrainerActivity.Failed => "failed",
        _ => "waiting",
    };

    public static double Reward(StepReport step) => step.Recent.Groups > 0 ? step.Recent.Axes.Total : step.BatchReward;

    public static double LagMean(StepReport step) =>
        step.Lags.Sum(lag => lag.Tokens) is > 0 and var tokens ? step.Lags.Sum(lag => (double)lag.LagVersions * lag.Tokens) / tokens : 0;

    public static int LagMax(StepReport step) => step.Lags.Where(lag => lag.Tokens > 0).Select(lag => lag.LagVersions).DefaultIfEmpty(0).Max();

    private static string At(TrainProgress progress) => FormattableString.Invariant($"{progress.Elapsed.TotalSeconds,6:0.0}s");
}
