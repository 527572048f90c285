using Magistral.Client.Training;
using Magistral.Contracts.Training;

namespace Magistral.Cli.Rendering;

/// <summary>Writes a line when something happened, about one a second, without escape codes.</summary>
internal sealed class PlainTrainDisplay(TextWriter writer) : ITrainDisplay
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromSeconds(1);
    private string? activity;
    private int evaluations;
    private int step;
    private int supervisedStep;
    private TimeSpan? last;

    public void Show(TrainProgress progress)
    {
        if (TrainLines.ActivityOf(progress) is var now && now != activity && (progress.Trainer.Activity != TrainerActivity.Idle || progress.Stopping))
        {
            activity = now;
            writer.WriteLine(TrainLines.Activity(progress));
        }
        for (; evaluations < progress.Run.Evaluations.Count; evaluations++)
            writer.WriteLine(TrainLines.Evaluation(progress, progress.Run.Evaluations[evaluations]));
        if (last is { } before && progress.Elapsed - before < LeastPause && step > 0)
            return;
        if (progress.Run.LastStep is { } newest && newest.Step != step && progress.Trainer.Activity != TrainerActivity.Supervised)
        {
            (step, last) = (newest.Step, progress.Elapsed);
            writer.WriteLine(TrainLines.Step(progress, newest));
        }
        else if (progress.Trainer.Supervised is { Step: > 0 } warm && warm.Step != supervisedStep && (last is null || progress.Elapsed - last >= LeastPause))
        {
            (supervisedStep, last) = (warm.Step, progress.Elapsed);
            writer.WriteLine(TrainLines.Supervised(progress, warm));
        }
    }

    public void Dispose()
    {
    }
}
