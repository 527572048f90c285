using Magistral.Contracts;
using Magistral.Contracts.Specs;
using Magistral.Engine.Adapters;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Training;

namespace Magistral.Silo.Models;

/// <summary>What a run takes on a silo, by its spec and its model's sizes. Rather less than it takes, so that nothing is refused that runs.</summary>
/// <remarks>Pure and thread-safe.</remarks>
/// <param name="spec">The run's spec, within its ranges.</param>
/// <param name="model">The sizes of its model.</param>
/// <param name="device">Where the engines compute.</param>
public sealed class RunMemory(RunSpec spec, ModelConfig model, ComputeDevice device)
{
    private const int Single = 4;
    private const double LengthShare = 0.75;   // completions of a minibatch seldom reach their limit all together
    private readonly string modelSetting = spec.Model.Path.Length > 0 ? "model.path" : "model";
    private readonly long? adapterLength = SpecMapping.LoraOf(spec.Model) is { } lora ? new LoraLayout(model, lora).Length : null;

    /// <summary>The fault of a model whose trained numbers do not fit into one array, which publishing and storing ask for; null when they do.</summary>
    public SpecFault? LengthFault() => (adapterLength ?? model.ParameterCount) is var trained && trained <= Array.MaxLength ? null
        : new(modelSetting, $"{Counted.Of(trained, "trained number")} are more than the {Array.MaxLength} that one array holds", SmallerModel);

    /// <summary>What a generator takes. An evaluation has an engine of its own beside that of the rollouts.</summary>
    /// <param name="threads">Cores of the generator.</param>
    public IReadOnlyList<MemoryPart> Generator(int threads)
    {
        var (stage, slots) = MostSlots();
        var needs = new GeneratorMemory(model, new() { Slots = slots, Threads = Math.Min(threads, slots), Device = device, DataType = SpecMapping.FormatOf(spec.Model) });
        var frozen = adapterLength is null ? 0 : needs.FrozenBytes;
        return
        [
            new("copies of the weights to decode with", Sum(needs.WeightBytes, needs.WeightBytes, needs.PreparedBytes, frozen), true, modelSetting, 0, 0, SmallerModel),
            new($"keys and values of {Counted.Of(slots, "sequence")} of {Counted.Of(model.Context, "token")}, for rollouts and for evaluations",
                Twice(needs.CacheBytesOfAll), true, stage, slots, Math.Min(slots, spec.Rl.GroupSize), "shorten model.context"),
            new($"activations and logits of {Counted.Of(slots, "sequence")}", Twice(needs.StepBytes), true, stage, slots, 1, SmallerModel),
        ];
    }

    /// <summary>What a trainer takes.</summary>
    /// <param name="lanes">Cores of the trainer.</param>
    public IReadOnlyList<MemoryPart> Trainer(int lanes)
    {
        var needs = new TrainerMemory(model, adapterLength, lanes, SpecMapping.PolicyOf(spec, lanes).Compute);
        var tokens = MicrobatchTokens(lanes);
        var perToken = needs.ActivationBytesPerToken + needs.LogitBytesPerToken * CompletionShare;
        return
        [
            new($"weights, gradients of {Counted.Of(lanes, "core")} and moments of {Counted.Of(needs.TrainedLength, "trained number")}",
                Sum(needs.WeightBytes, needs.OptimizerBytes), true, modelSetting, 0, 0, SmallerModel),
            new("copies of what is trained, to publish and to store", (long)((double)Single * 3 * needs.TrainedLength), false, modelSetting, 0, 0, SmallerModel),
            new($"matrices that {Counted.Of(lanes, "core keeps", "cores keep")} for the backward", needs.FoldedBytes, true, modelSetting, 0, 0, SmallerModel),
            new($"activations and logits of {Counted.Of(tokens, "token")} on each of {Counted.Of(lanes, "core")}", (long)(perToken * tokens * lanes), true,
                "rl.microbatch_tokens", tokens, spec.Model.Context, spec.Model.RecomputeLayers ? "shorten model.context" : "set model.recompute_layers to true"),
        ];
    }

    private string SmallerModel => spec.Model is { Path.Length: > 0, Lora: null }
        ? "use a smaller model, an adapter (model.lora), or a machine with more memory"
        : "use a smaller model or a machine with more memory";

    /// <summary>The share of a sequence whose logits are computed.</summary>
    private double CompletionShare => Math.Min(1, (double)LongestCompletion / model.Context);

    private int LongestCompletion => spec.RlStages().Max(stage => stage.LMax);

    /// <summary>A micro-batch is full, unless the whole minibatch is less.</summary>
    private long MicrobatchTokens(int lanes)
    {
        var most = Enumerable.Range(0, spec.RlStages().Count).Max(stage => spec.SizesOf(stage).NMinibatch);
        var longest = Math.Min(LongestCompletion, model.Context);
        return Math.Max(longest, Math.Min(spec.Rl.MicrobatchTokens, (long)(LengthShare * most * longest / lanes)));
    }

    private (string Setting, int Slots) MostSlots()
    {
        var (index, slots) = Enumerable.Range(0, spec.RlStages().Count).Select(stage => (stage, spec.SizesOf(stage).NAsync)).MaxBy(stage => stage.NAsync);
        var stage = spec.RlStages()[index];
        return (stage.NAsync is null ? "rl.n_async" : $"stages[{spec.Stages.Index().First(entry => ReferenceEquals(entry.Item, stage)).Index}].n_async", slots);
    }

    private static long Twice(long bytes) => Sum(bytes, bytes);

    private static long Sum(params ReadOnlySpan<long> bytes)
    {
        var sum = 0.0;
        foreach (var part in bytes)
            sum += part;
        return (long)sum;
    }
}
