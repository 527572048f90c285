using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Engine.Tokenizers;
using Magistral.Engine.Training;
using Magistral.Method.Objectives;
using Objective = Magistral.Method.Objectives.ObjectiveKind;

namespace Magistral.Silo.Models;

/// <summary>Translates the run spec into the engine's options.</summary>
public static class SpecMapping
{
    /// <summary>The tokenizer a model spec names.</summary>
    public static ITokenizer TokenizerOf(ModelSpec model) => model.Tokenizer switch
    {
        TokenizerKind.Characters => new CharacterTokenizer(),
        var unknown => throw new ArgumentOutOfRangeException(nameof(model), unknown, "no such tokenizer: choose one of the run spec's schema"),
    };

    /// <summary>The sizes of the model.</summary>
    public static ModelConfig ModelOf(ModelSpec model, ITokenizer tokenizer) => new ModelConfig
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

    /// <summary>How the supervised stage trains.</summary>
    public static SupervisedTrainerOptions SupervisedOf(RunSpec spec, int threads) => new()
    {
        Steps = spec.Sft.Steps,
        LearningRate = spec.Sft.LearningRate,
        WarmupSteps = spec.Sft.WarmupSteps,
        AdamW = new() { Beta1 = spec.Rl.Betas[0], Beta2 = spec.Rl.Betas[1], WeightDecay = spec.Sft.WeightDecay, GradientClip = spec.Rl.GradientClip },
        MicrobatchTokens = spec.Rl.MicrobatchTokens,
        Threads = threads,
    };

    /// <summary>How the policy is trained.</summary>
    public static PolicyTrainerOptions PolicyOf(RunSpec spec, int threads) => new()
    {
        Objective = ObjectiveOf(spec.Rl.Objective),
        Aggregation = AggregationOf(spec.Rl.Aggregation),
        ClipLow = spec.Rl.ClipLow,
        ClipHigh = spec.Rl.ClipHigh,
        Importance = spec.Rl.Importance,
        ImportanceCap = spec.Rl.ImportanceCap,
        NormLengthTokens = spec.RlStages().Max(stage => stage.LMax),
        Temperature = spec.Rl.Temperature,
        LearningRate = spec.Rl.LearningRate,
        WarmupSteps = spec.Rl.WarmupSteps,
        AdamW = new() { Beta1 = spec.Rl.Betas[0], Beta2 = spec.Rl.Betas[1], WeightDecay = spec.Rl.WeightDecay, GradientClip = spec.Rl.GradientClip },
        MicrobatchTokens = spec.Rl.MicrobatchTokens,
        Threads = threads,
    };

    private static Objective ObjectiveOf(Contracts.Specs.ObjectiveKind kind) => kind switch
    {
        Contracts.Specs.ObjectiveKind.ClipHigher => Objective.ClipHigher,
        Contracts.Specs.ObjectiveKind.DrGrpo => Objective.DrGrpo,
        Contracts.Specs.ObjectiveKind.Gspo => Objective.Gspo,
        _ => Objective.Cispo,
    };

    private static Aggregation AggregationOf(AggregationKind kind) => kind switch
    {
        AggregationKind.GroupTokenMean => Aggregation.GroupTokenMean,
        AggregationKind.TokenMean => Aggregation.TokenMean,
        AggregationKind.SequenceMeanTokenMean => Aggregation.SeqMeanTokenMean,
        _ => Aggregation.SeqMeanTokenSumNorm,
    };
}
