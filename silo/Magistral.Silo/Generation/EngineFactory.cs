using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Hosting;
using Magistral.Silo.Models;

namespace Magistral.Silo.Generation;

/// <summary>Makes the engines of one run's generator on this silo.</summary>
/// <remarks>Under an adapter it holds the frozen weights that all of them share. Use from one thread.</remarks>
internal sealed class EngineFactory(RunSpec spec, ModelPlan model, SiloResources silo) : IDisposable
{
    private readonly ComputeDevice device = ComputeDevice.Parse(silo.Device);
    private FlatParameters? frozen;

    /// <summary>The most sequences any stage keeps in flight.</summary>
    public int Slots => Enumerable.Range(0, spec.RlStages().Count).Max(stage => spec.SizesOf(stage).NAsync);

    /// <summary>The generator of rollouts.</summary>
    public IGenerator Rollouts(WeightSnapshot weights) => silo.AroundRollouts(Create(weights, silo.GeneratorThreads));

    /// <summary>A generator for one evaluation: on all cores when the trainer waits for it.</summary>
    public IGenerator Evaluator(WeightSnapshot weights, EvaluationKind kind) =>
        Create(weights, kind == EvaluationKind.Curve ? silo.GeneratorThreads : silo.AllThreads);

    /// <inheritdoc/>
    public void Dispose() => frozen?.Dispose();

    private TorchGenerator Create(WeightSnapshot weights, int threads)
    {
        var options = new GeneratorOptions { Slots = Slots, Threads = Math.Min(threads, Slots), Device = device, DataType = SpecMapping.FormatOf(spec.Model) };
        return model.Lora is { } lora
            ? new(frozen ??= model.Base(device), lora, weights, options)
            : new(model.Config, weights, options);
    }
}
