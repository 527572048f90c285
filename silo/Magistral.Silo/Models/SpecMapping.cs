using Magistral.Contracts.Specs;
using Magistral.Engine.Adapters;
using Magistral.Engine.Models;
using Magistral.Engine.Training;
using Magistral.Engine.Weights;
using Magistral.Text.Tokenizers;

namespace Magistral.Silo.Models;

/// <summary>Translates the run spec into the engine's options.</summary>
public static class SpecMapping
{
    /// <summary>The sizes of a model of fresh weights.</summary>
    public static ModelConfig SizesOf(ModelSpec model, ITokenizer tokenizer) => new ModelConfig
    {
        Hidden = model.Hidden,
        Layers = model.Layers,
        Heads = model.Heads,
        KvHeads = model.KvHeads,
        FeedForward = model.FeedForward,
        Vocabulary = tokenizer.VocabularySize,
        Context = model.Context,
        Tied = model.Tied,
    }.Validate();

    /// <summary>The number format of matrix products.</summary>
    public static NumberFormat FormatOf(ModelSpec model) => model.Dtype switch
    {
        ComputeKind.Full => NumberFormat.F32,
        ComputeKind.Half => NumberFormat.BF16,
        var other => throw new ArgumentOutOfRangeException(nameof(model), other, "this engine does not compute in that format"),
    };

    /// <summary>The adapter that is trained; null when the weights are.</summary>
    public static LoraOptions? LoraOf(ModelSpec model) => model.Lora is not { } lora ? null : new()
    {
        Rank = lora.Rank,
        Alpha = lora.Alpha,
        TargetModules = [.. lora.TargetModules.Distinct().Select(NameOf)],
    };

    /// <summary>How the supervised stage trains.</summary>
    public static SupervisedTrainerOptions SupervisedOf(RunSpec spec, int threads) => new()
    {
        Steps = spec.Sft.Steps,
        LearningRate = spec.Sft.LearningRate,
        WarmupSteps = spec.Sft.WarmupSteps,
        AdamW = new() { Beta1 = spec.Rl.Betas[0], Beta2 = spec.Rl.Betas[1], WeightDecay = spec.Sft.WeightDecay, GradientClip = spec.Rl.GradientClip },
        MicrobatchTokens = spec.Rl.MicrobatchTokens,
        Threads = threads,
        Compute = ComputeOf(spec.Model),
    };

    /// <summary>How the policy is trained, for the life of its trainer, and its steps as this revision of the spec has them.</summary>
    public static PolicyTrainerOptions PolicyOf(RunSpec spec, int threads) => new()
    {
        Step = StepOf(spec.Rl),
        NormLengthTokens = spec.RlStages().Max(stage => stage.LMax),
        Temperature = spec.Rl.Temperature,
        MicrobatchTokens = spec.Rl.MicrobatchTokens,
        Threads = threads,
        Compute = ComputeOf(spec.Model),
    };

    /// <summary>How the policy makes a step: what a revision may change between two.</summary>
    public static PolicyStepOptions StepOf(RlSpec rl) => new()
    {
        Objective = rl.Objective,
        Aggregation = rl.Aggregation,
        ClipLow = rl.ClipLow,
        ClipHigh = rl.ClipHigh,
        Importance = rl.Importance,
        ImportanceCap = rl.ImportanceCap,
        LearningRate = rl.LearningRate,
        WarmupSteps = rl.WarmupSteps,
        AdamW = new() { Beta1 = rl.Betas[0], Beta2 = rl.Betas[1], WeightDecay = rl.WeightDecay, GradientClip = rl.GradientClip },
    };

    /// <summary>How completions are sampled in training.</summary>
    public static (double Temperature, double TopP, int TopK) SamplingOf(RlSpec rl) => (rl.Temperature, rl.TopP, rl.TopK);

    private static ComputeOptions ComputeOf(ModelSpec model) => new() { DataType = FormatOf(model), RecomputeLayers = model.RecomputeLayers };

    private static string NameOf(LoraModule module) => module switch
    {
        LoraModule.Query => "q_proj",
        LoraModule.Key => "k_proj",
        LoraModule.Value => "v_proj",
        LoraModule.Output => "o_proj",
        LoraModule.Gate => "gate_proj",
        LoraModule.Up => "up_proj",
        LoraModule.Down => "down_proj",
        _ => throw new ArgumentOutOfRangeException(nameof(module), module, "this engine has no such module"),
    };
}
