using Magistral.Method.Objectives;
using CsCheck;
using Magistral.Contracts.Specs;

namespace Magistral.Client.Tests.Specs;

/// <summary>Random run specs that every range and rule allows.</summary>
internal static class RandomSpecs
{
    private static readonly Gen<string> RunName = Gen.Char["abz019._-"].Array[0, 12].Select(tail => "a" + new string(tail));
    private static readonly Gen<string> AnyText = Gen.String[Gen.Char, 1, 12].Where(text => !text.Any(char.IsSurrogate) && text.Trim().Length > 0);

    private static readonly Gen<StageSpec> Stage =
        from lMax in Gen.Int[1, 60]
        from lCache in Gen.Int[0, lMax]
        from digits in Gen.Int[1, 9]
        from promote in Gen.Double[0, 1]
        from mix in Gen.Double[0, 1]
        from nAsync in Gen.Int[1, 100].Nullable()
        select new StageSpec { LMax = lMax, LCache = lCache, Problems = new() { Digits = digits }, PromoteAt = promote, MixShare = mix, NAsync = nAsync };

    private static readonly Gen<RlSpec> Rl =
        from objective in Gen.Enum<ObjectiveKind>()
        from aggregation in Gen.Enum<AggregationKind>()
        from importance in Gen.Enum<ImportanceKind>()
        from groupSize in Gen.Int[2, 16]
        from groups in Gen.Int[1, 8]
        from steps in Gen.Int[1, 2]
        from rate in Gen.Double[0, 1]
        from beta in Gen.Double[0, 0.99]
        from clip in Gen.Double[0, 10]
        select new RlSpec
        {
            Objective = objective, Aggregation = aggregation, Importance = importance, GroupSize = groupSize, NAsync = groupSize * 2,
            NMinibatch = groupSize * groups, NBatch = groupSize * groups * steps, LearningRate = rate, Betas = [beta, 0.95], ClipHigh = clip,
        };

    private static readonly Gen<LoraSpec?> Lora =
        from present in Gen.Bool
        from rank in Gen.Int[1, 64]
        from modules in Gen.Enum<LoraModule>().Array[1, 3]
        select present ? new LoraSpec { Rank = rank, TargetModules = modules } : null;

    private static readonly Gen<ModelSpec> Model =
        from tied in Gen.Bool
        from tokenizer in Gen.Enum<TokenizerKind>()
        from dtype in Gen.Enum<ComputeKind>()
        from folder in Gen.OneOf(Gen.Const(""), Gen.Const("some/folder"), AnyText)
        from lora in Lora
        select new ModelSpec { Tied = tied, Tokenizer = tokenizer, Dtype = dtype, Path = folder, Lora = folder.Length > 0 ? lora : null };

    public static readonly Gen<RunSpec> Spec =
        from name in RunName
        from seed in Gen.Long[0, long.MaxValue]
        from model in Model
        from rl in Rl
        from stages in Stage.Array[1, 4]
        from names in AnyText.Array[4]
        from traces in Gen.Int[1, 5000].Array[stages.Length]
        select new RunSpec
        {
            Name = name, Seed = seed, Model = model, Rl = rl, Sft = new() { TracesPerStage = traces },
            Stages = [.. stages.Select((stage, i) => stage with { Name = $"{i}{names[i]}" })],
        };
}
