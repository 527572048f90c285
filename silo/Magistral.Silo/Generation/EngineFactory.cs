using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Engine.Generation;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Hosting;

namespace Magistral.Silo.Generation;

/// <summary>Makes the engines of one run's generator on this silo.</summary>
internal sealed class EngineFactory(RunSpec spec, ModelConfig model, SiloResources silo)
{
    private readonly ComputeDevice device = ComputeDevice.Parse(silo.Device);

    /// <summary>The most sequences any stage keeps in flight.</summary>
    public int Slots => Enumerable.Range(0, spec.RlStages().Count).Max(stage => spec.SizesOf(stage).NAsync);

    /// <summary>The generator of rollouts.</summary>
    public IGenerator Rollouts(WeightSnapshot weights) => Create(weights, silo.GeneratorThreads);

    /// <summary>A generator for one evaluation: on all cores when the trainer waits for it.</summary>
    public IGenerator Evaluator(WeightSnapshot weights, EvaluationKind kind) =>
        Create(weights, kind == EvaluationKind.Curve ? silo.GeneratorThreads : silo.AllThreads);

    private TorchGenerator Create(WeightSnapshot weights, int threads) =>
        new(model, weights, new GeneratorOptions { Slots = Slots, Threads = Math.Min(threads, Slots), Device = device });
}
