using Magistral.Client.Runs;
using Magistral.Client.Training;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Magistral.Cli.Rendering;

/// <summary>The live view of a run: phase, step, rewards, lengths, staleness, speeds, held-out accuracy.</summary>
internal static class TrainView
{
    private const int BarWidth = 24;

    public static IRenderable Of(TrainProgress progress, IReadOnlyList<double> rewards)
    {
        var parts = new List<IRenderable> { Header(progress), PlainText.Empty, Facts(progress, rewards) };
        if (progress.Run.Evaluations.Count > 0)
            parts.AddRange([PlainText.Empty, RunTables.Accuracy(RunOverview.AccuracyOf(progress.Run))]);
        return new Padder(new Rows(parts)).Padding(0, 1, 0, 0);
    }

    private static PlainText Header(TrainProgress progress)
    {
        var (spec, left) = (progress.Run.Spec, progress.Run.State == RunLifecycle.Running ? progress.Run.SecondsLeft : null);
        var time = left is null ? "" : $", about {Figures.Duration(left)} left";
        return new PlainText($"{spec.Name} (seed {spec.Seed}): {TrainLines.ActivityOf(progress)}, {Figures.Duration(progress.Elapsed.TotalSeconds)}{time}", new Style(decoration: Decoration.Bold));
    }

    private static Grid Facts(TrainProgress progress, IReadOnlyList<double> rewards)
    {
        var grid = new Grid().AddColumn(new GridColumn { NoWrap = true, Padding = new Padding(0, 0, 3, 0) }).AddColumn();
        foreach (var (name, value) in progress.Run.LastStep is { } step ? Reinforcement(progress, step, rewards) : WarmStart(progress))
            grid.AddRow(new PlainText(name, new Style(Color.Teal)), new PlainText(value));
        return grid;
    }

    private static IEnumerable<(string Name, string Value)> WarmStart(TrainProgress progress)
    {
        if (progress.Trainer.Supervised is not { } warm)
            yield break;
        var done = warm.Steps == 0 ? 0 : BarWidth * Math.Clamp(warm.Step, 0, warm.Steps) / warm.Steps;
        yield return ("warm start", $"{new string('█', done)}{new string('░', BarWidth - done)} {warm.Step}/{warm.Steps}");
        yield return ("loss", Figures.Number(warm.Loss, "0.000"));
        yield return ("speed", $"{Figures.Rate(warm.TokensPerSecond)} tokens");
    }

    private static IEnumerable<(string Name, string Value)> Reinforcement(TrainProgress progress, StepReport step, IReadOnlyList<double> rewards)
    {
        var (run, recent, generator) = (progress.Run, step.Recent, GeneratorFigures.Of(progress.Run.Generators));
        var stages = run.Spec.RlStages();
        var stage = Math.Clamp(step.Stage, 0, stages.Count - 1);
        yield return ("stage", $"{stage + 1} of {stages.Count}, {stages[stage].Name}");
        yield return ("step", $"{step.Step}, weights {step.Version}");
        yield return ("reward", $"{Figures.Number(TrainLines.Reward(step), "0.000")}  {Sparkline.Of(rewards, BarWidth)}");
        yield return ("right", $"{Figures.Percent(recent.PassRate)} of the completions");
        yield return ("length", $"{Figures.Number(recent.LengthMeanTokens, "0.0")} tokens, p95 {Figures.Number(recent.LengthP95Tokens, "0")}, cut off {Figures.Percent(recent.CutOffShare)}");
        yield return ("entropy", $"{Figures.Number(step.Entropy, "0.0000")} nats a token");
        yield return ("staleness", $"mean {Figures.Number(TrainLines.LagMean(step))}, max {TrainLines.LagMax(step)}, bound {Bound(run)} (versions)");
        yield return ("generator", $"{Figures.Percent(generator.BusyShare)} busy, {Figures.Rate(generator.TokensPerSecond)} tokens");
        yield return ("trainer", $"{Figures.Percent(run.TrainerBusyShare)} busy, {Figures.Rate(run.TrainerTokensPerSecond)} tokens");
    }

    private static string Bound(RunDescription run) => run.Spec.Rl.MaxStaleness is >= 0 and var bound ? $"{bound}" : "none";
}
