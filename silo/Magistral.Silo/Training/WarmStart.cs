using Magistral.Contracts.Training;
using Magistral.Engine.Training;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>The supervised stage: a few, partly wrong, teacher traces, and files of examples.</summary>
internal sealed class WarmStart(TrainerContext trainer, TrainedWeights weights)
{
    private const int ReportedSteps = 10;

    /// <summary>Trains from a step on until the stage is done or a stop is asked for.</summary>
    /// <param name="from">Supervised steps done before.</param>
    /// <param name="state">State of the optimizer after them; null at the start.</param>
    /// <param name="report">Hears of the progress.</param>
    /// <param name="stop">Asks for a stop between two steps.</param>
    /// <returns>Supervised steps done, and the optimizer's state then.</returns>
    public async Task<(int Steps, OptimizerState Optimizer)> RunAsync(int from, OptimizerState? state, Action<SupervisedProgress> report, CancellationToken stop)
    {
        var examples = await SupervisedExamples.OpenAsync(trainer.Spec, trainer.Model, trainer.Datasets, CancellationToken.None);
        using var supervised = await trainer.Thread.RunAsync(() => new SupervisedTrainer(
            weights.Parameters, SpecMapping.SupervisedOf(trainer.Spec, trainer.Silo.AllThreads), trainer.Clock, weights.Adapter));
        if (state is not null)
            await trainer.Thread.RunAsync(() => supervised.Import(state));
        var done = from;
        while (done < trainer.Spec.Sft.Steps && !stop.IsCancellationRequested)
        {
            var steps = Math.Min(ReportedSteps, trainer.Spec.Sft.Steps - done);
            var batches = new List<Demonstration[]>();
            for (var step = done; step < done + steps; step++)
                batches.Add(await examples.BatchAsync(step, CancellationToken.None));
            using var turn = await trainer.Share.TakeAsync(stop);
            var reports = await trainer.Thread.RunAsync(() => batches.Select(batch => supervised.Step(batch)).ToList());
            done += steps;
            report(new(done, trainer.Spec.Sft.Steps, reports.Average(step => step.Loss), reports.Sum(step => step.Tokens) / reports.Sum(step => step.Seconds)));
        }
        return (done, await trainer.Thread.RunAsync(() => supervised.Export()));
    }
}
