using Magistral.Contracts;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Method.Generation;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Training;

/// <summary>Orders held-out evaluations from a generator of the run, and waits for those that the trainer cannot go on without.</summary>
internal sealed class EvaluationScheduler(TrainerContext trainer)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Reorder = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(1);
    private readonly BooksWait changes = trainer.Calls.WaitsOf(trainer.Progress.WaitAsync);

    /// <summary>The number of an order: one for every kind and step.</summary>
    public static int NumberOf(EvaluationKind kind, int step) => 3 * step + (int)kind;

    /// <summary>Problems a stage of an evaluation.</summary>
    internal static int ProblemsOf(EvaluationSpec evaluation, EvaluationKind kind) =>
        kind == EvaluationKind.Curve ? Math.Min(evaluation.CurveProblems, evaluation.Problems) : evaluation.Problems;

    /// <summary>Orders an evaluation and goes on.</summary>
    /// <returns>The generator that took it; null when there was none.</returns>
    public async Task<IGeneratorGrain?> OrderAsync(EvaluationKind kind, int step, WeightVersion version, CancellationToken cancellation)
    {
        var run = await trainer.Calls.CallAsync(token => trainer.Run.DescribeAsync(token), cancellation);
        var order = new EvaluationOrder(NumberOf(kind, step), kind, step, version, ProblemsOf(trainer.Spec.Evaluation, kind));
        foreach (var generatorId in run.Generators.Select(report => report.GeneratorId).Distinct().Reverse())
        {
            var generator = trainer.Grains.GetGrain<IGeneratorGrain>(generatorId);
            if (await WorksAsync(generator) && await trainer.Calls.TryOnceAsync(token => generator.EvaluateAsync(order, token)) is null)
                return generator;
        }
        return null;
    }

    /// <summary>Orders an evaluation and waits for it; orders it again when it got lost.</summary>
    /// <exception cref="MagistralException">None came in time.</exception>
    /// <exception cref="NoGeneratorException">Nobody is left to answer it.</exception>
    public async Task OrderAndWaitAsync(EvaluationKind kind, int step, WeightVersion version, CancellationToken cancellation)
    {
        var number = NumberOf(kind, step);
        var started = trainer.Clock.GetTimestamp();
        var orderedAt = started;
        var evaluator = (IGeneratorGrain?)null;
        while (!await IsThereAsync(number, cancellation))
        {
            if (trainer.Clock.GetElapsedTime(started) > Patience)
                throw new MagistralException($"no generator evaluated the weights of step {step} within {Patience.TotalMinutes:0} minutes", "see whether a generator is alive, then continue the run");
            if (trainer.Clock.GetElapsedTime(orderedAt) > Glance && evaluator is not null && !await WorksAsync(evaluator))
                evaluator = null;
            if (evaluator is null || trainer.Clock.GetElapsedTime(orderedAt) > Reorder)
            {
                evaluator = await OrderAsync(kind, step, version, cancellation);
                orderedAt = trainer.Clock.GetTimestamp();
            }
            await trainer.Calls.CallAsync(token => trainer.Progress.CheckGeneratorsAsync(trainer.Silo.IsSupervised, token), cancellation);
            await changes.WaitAsync(evaluator is null ? Search : Glance, cancellation);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether a generator is at work; it is not when its silo is gone.</summary>
    private async Task<bool> WorksAsync(IGeneratorGrain generator)
    {
        GeneratorReport? health = null;
        return await trainer.Calls.TryOnceAsync(async token => health = await generator.HealthAsync(token)) is null && health is not null;
    }

    private async Task<bool> IsThereAsync(int number, CancellationToken cancellation)
    {
        var run = await trainer.Calls.CallAsync(token => trainer.Run.DescribeAsync(token), cancellation);
        return run.Evaluations.Any(result => result.Order.Number == number);
    }
}
