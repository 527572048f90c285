using System.Globalization;
using Magistral.Cli.Reports.Charts;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Training;

namespace Magistral.Cli.Reports;

/// <summary>The figures of a report, in the order of the walk: accuracy, rewards, completions, policy, staleness, speed, books.</summary>
internal static class ReportFigures
{
    private const string Steps = "step";

    public static IEnumerable<ReportFigure> Of(ReportData data)
    {
        var steps = data.Steps;
        yield return Accuracy(data);
        yield return Curves("Reward by axis", "Mean reward of the groups scored lately, by axis.", "reward", steps,
            ("total", step => step.Recent.Axes.Total), ("format", step => step.Recent.Axes.Format), ("correct", step => step.Recent.Axes.Correct),
            ("length", step => step.Recent.Axes.Length), ("language", step => step.Recent.Axes.Language));
        yield return Curves("Completion length", "Length of the completions scored lately.", "tokens", steps,
            ("mean", step => step.Recent.LengthMeanTokens), ("95th percentile", step => step.Recent.LengthP95Tokens));
        yield return Curves("Cut off", "Share of the completions cut off at their greatest length, and of groups that differ in form alone.", "share", steps,
            ("cut off", step => step.Recent.CutOffShare), ("form alone", step => step.Recent.FormatOnlyShare));
        yield return Curves("Entropy of the policy", "Mean over the completion tokens of a step.", "nats a token", steps, ("entropy", step => step.Entropy));
        yield return Curves("Distance from the sampling policy", "Mean of log μ − log π over the tokens of a step.", "approximate KL", steps, ("KL", step => step.ApproxKl));
        yield return Curves("Clipped tokens", "Share of the tokens of a step whose clipped term decides.", "share", steps,
            ("low", step => step.ClipFractionLow), ("high", step => step.ClipFractionHigh));
        yield return Curves("Gradient", "Global norm of the gradient before clipping.", "norm", steps, ("gradient norm", step => step.GradientNorm));
        yield return Staleness(data);
        yield return Curves("Trainer", "Share of each step in which the trainer updates weights; the rest it waits for groups or publishes.", "share", steps, ("busy", Busy));
        yield return Curves("Training speed", "Completion tokens of a step a second of its update.", "tokens/s", steps,
            ("tokens/s", step => step.UpdateSeconds > 0 ? step.Tokens / step.UpdateSeconds : double.NaN));
        yield return Outcomes(steps);
    }

    private static ReportFigure Accuracy(ReportData data)
    {
        var run = data.Overview.Run;
        var series = run.Spec.RlStages().Select(stage => new ChartSeries(stage.Name, [.. run.Evaluations
            .SelectMany(evaluation => evaluation.Stages.Where(result => result.Stage == stage.Name).Select(result => Point(evaluation, result)))], Marked: true)).ToList();
        return new("Held-out accuracy", "Greedy pass@1 on held-out problems of each stage, with its standard error; step 0 is the warm start.",
            Chart.Lines("Held-out pass@1 by step", Steps, "pass@1", series, 0, 1), [.. series.Select(one => one.Name)]);
    }

    private static ChartPoint Point(EvaluationResult evaluation, StageEvaluation result) => new(evaluation.Order.Step, result.PassAt1, result.StandardError);

    private static ReportFigure Curves(string title, string caption, string unit, IReadOnlyList<StepReport> steps, params (string Name, Func<StepReport, double> Value)[] curves)
    {
        var series = curves.Select(curve => new ChartSeries(curve.Name, [.. steps.Select(step => new ChartPoint(step.Step, curve.Value(step)))])).ToList();
        return new(title, caption, Chart.Lines($"{title} by step", Steps, unit, series, least: 0), [.. series.Select(one => one.Name)]);
    }

    private static ReportFigure Staleness(ReportData data)
    {
        var lags = data.Overview.Weights.Lags;
        var tokens = Math.Max(1, lags.Sum(lag => lag.Tokens));
        var bars = lags.Select(lag => (lag.LagVersions.ToString(CultureInfo.InvariantCulture), (double)lag.Tokens / tokens)).ToList();
        return new("Staleness", $"Share of the trained tokens by lag: the version being trained minus the token's. The bound is {data.Overview.Run.Spec.Rl.MaxStaleness}.",
            Chart.Bars("Trained tokens by lag", "lag in versions", "share of tokens", bars), []);
    }

    private static ReportFigure Outcomes(IReadOnlyList<StepReport> steps)
    {
        (string Name, Func<GroupCounts, int> Count)[] kinds =
        [
            ("trained or consumed", counts => counts.Trained + counts.Consumed), ("no signal, all right", counts => counts.NoSignalAllRight),
            ("no signal, all wrong", counts => counts.NoSignalAllWrong), ("stale", counts => counts.Stale), ("failed", counts => counts.Failed),
        ];
        var series = kinds.Select(kind => new ChartSeries(kind.Name, [.. steps.Where(step => step.Counts is not null)
            .Select(step => new ChartPoint(step.Step, kind.Count(step.Counts!)))])).ToList();
        return new("Prompt groups by outcome", "How many groups ended how, up to each step.",
            Chart.Lines("Groups by outcome by step", Steps, "groups", series, least: 0), [.. series.Select(one => one.Name)]);
    }

    private static double Busy(StepReport step) =>
        step.UpdateSeconds + step.WaitSeconds + step.PublishSeconds is > 0 and var seconds ? step.UpdateSeconds / seconds : double.NaN;
}
