using Magistral.Contracts.Training;
using Magistral.Contracts.Verification;
using Magistral.Engine.Training;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Silo.Models;

namespace Magistral.Silo.Training;

/// <summary>The supervised stage: a few, partly wrong, teacher traces.</summary>
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
        var demonstrations = Demonstrations();
        var sampler = new EpochSampler(demonstrations.Count, trainer.Spec.Sft.Batch, trainer.Spec.Seed);
        using var supervised = await trainer.Thread.RunAsync(() => new SupervisedTrainer(
            weights.Parameters, SpecMapping.SupervisedOf(trainer.Spec, trainer.Silo.AllThreads), trainer.Clock, weights.Adapter));
        if (state is not null)
            await trainer.Thread.RunAsync(() => supervised.Import(state));
        var done = from;
        while (done < trainer.Spec.Sft.Steps && !stop.IsCancellationRequested)
        {
            var steps = Math.Min(ReportedSteps, trainer.Spec.Sft.Steps - done);
            var reports = await trainer.Thread.RunAsync(() => Enumerable.Range(done, steps)
                .Select(step => supervised.Step([.. sampler.BatchAt(step).Select(index => demonstrations[index])])).ToList());
            done += steps;
            report(new(done, trainer.Spec.Sft.Steps, reports.Average(step => step.Loss), reports.Sum(step => step.Tokens) / reports.Sum(step => step.Seconds)));
        }
        return (done, await trainer.Thread.RunAsync(() => supervised.Export()));
    }

    private List<Demonstration> Demonstrations() =>
    [
        .. TeacherTraces.Of(trainer.Spec).Select(trace => new Demonstration(
            trainer.Model.Prompts.Encode(trace.Prompt, TaskKind.Math), [.. trainer.Model.Tokenizer.Encode(trace.Completion), trainer.Model.Tokenizer.EndOfText])),
    ];
}
