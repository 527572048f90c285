using System.Text.RegularExpressions;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Contracts.Specs.Rules;

/// <summary>The rules of a run spec: the ranges in its settings' <see cref="SettingAttribute"/>, and what spans several settings.</summary>
public static partial class RunSpecRules
{
    /// <summary>Whether a text may name a run.</summary>
    public static bool IsRunName(string name) => RunName().IsMatch(name);

    /// <summary>Every fault of a spec at once, in the order of the spec; empty when it can run.</summary>
    /// <remarks>
    /// Where a single setting is out of its range, the rules that span several are not looked at: they reckon with values in range. A value that is advised for
    /// one of these rules was tried: it mends the fault and makes no other.
    /// </remarks>
    public static IEnumerable<SpecFault> Check(RunSpec spec)
    {
        var outOfRange = SettingRules.Check(spec, typeof(RunSpec), "").ToList();
        return outOfRange.Count > 0 ? outOfRange : CheckTogether(spec).Select(finding => finding.Told());
    }

    /// <summary>The paths of the faults that <see cref="Check"/> would tell.</summary>
    internal static IEnumerable<string> PathsOf(RunSpec spec)
    {
        var outOfRange = SettingRules.Check(spec, typeof(RunSpec), "").Select(fault => fault.Path).ToList();
        return outOfRange.Count > 0 ? outOfRange : CheckTogether(spec).Select(finding => finding.Path);
    }

    private static IEnumerable<Finding> CheckTogether(RunSpec spec)
    {
        if (!IsRunName(spec.Name))
            yield return new("name", $"'{spec.Name}' is not a run name", "use a-z, 0-9, '.', '_' and '-', starting with a letter or digit, 63 at most");
        foreach (var fault in CheckModel(spec.Model).Concat(CheckSft(spec)).Concat(CheckRl(spec)).Concat(CheckStages(spec)))
            yield return fault;
    }

    private static IEnumerable<Finding> CheckModel(ModelSpec model)
    {
        if (model.Path.Length > 0)
            yield break;   // the folder has its own sizes
        if (model.Lora is not null)
            yield return new("model.lora", "an adapter of fresh weights has nothing to adapt", "name a folder in model.path, or leave lora out");
        if (model.Hidden % model.Heads != 0)
            yield return new("model.heads", $"{model.Heads} does not divide hidden {model.Hidden}", "choose hidden as an even multiple of heads");
        else if (model.Hidden / model.Heads % 2 != 0)
            yield return new("model.hidden", $"a head would have {Counted.Of(model.Hidden / model.Heads, "dimension")}, an odd number", "rotary embedding needs an even number a head");
        if (model.Heads % model.KvHeads != 0)
            yield return new("model.kv_heads", $"{model.KvHeads} does not divide heads {model.Heads}", "choose a divisor of heads");
    }

    private static IEnumerable<Finding> CheckSft(RunSpec spec)
    {
        var (stages, traces) = (spec.RlStages(), spec.Sft.TracesPerStage);
        if (spec.Sft.Steps == 0)
            yield break;
        var taught = stages.Any(stage => stage.Problems.Path.Length == 0);   // only generators have a teacher
        if (taught && traces.Count != stages.Count)
            yield return new("sft.traces_per_stage", $"{Counted.Of(traces.Count, "number")} for {Counted.Of(stages.Count, "RL stage")}", $"give {Counted.Of(stages.Count, "number")}, one a stage");
        else if ((!taught || traces.Sum() == 0) && spec.SftStages().Count == 0)
            yield return new("sft.traces_per_stage", "there are no traces to learn from", "give at least one stage some traces, add a stage with kind: sft, or set sft.steps to 0");
        if (spec.Model.Tokenizer == TokenizerKind.Bpe && (!taught || traces.Sum() == 0))
            yield return new("model.tokenizer", "bpe is learnt from generated traces, and there are none", "put the files that `magistral tokenizer train` writes into the model's folder, and use auto");
    }

    private static IEnumerable<Finding> CheckRl(RunSpec spec)
    {
        if (spec.Rl.Betas.Count != 2)
            yield return new("rl.betas", Counted.Of(spec.Rl.Betas.Count, "number"), "give two, such as [0.9, 0.95]");
        if (spec.Rl.MicrobatchTokens < spec.Model.Context)
            yield return new("rl.microbatch_tokens", $"{spec.Rl.MicrobatchTokens} is less than model.context {spec.Model.Context}", () => Remedies.First(
                spec, "rl.microbatch_tokens", "shorten model.context",
                ($"use at least {spec.Model.Context}", spec with { Rl = spec.Rl with { MicrobatchTokens = spec.Model.Context } })));
        foreach (var fault in BatchSizeRules.Check(spec, null, new(spec.Rl.NAsync, spec.Rl.NBatch, spec.Rl.NMinibatch)))
            yield return fault;
    }

    private static IEnumerable<Finding> CheckStages(RunSpec spec)
    {
        if (spec.RlStages().Count == 0)
            yield return new("stages", "there is no RL stage", "add a stage with kind: rl");
        var names = new HashSet<string>(StringComparer.Ordinal);
        var rlIndex = 0;
        for (var i = 0; i < spec.Stages.Count; i++)
        {
            var (stage, path) = (spec.Stages[i], $"stages[{i}].");
            if (!names.Add(stage.Name))
                yield return new(path + "name", $"'{stage.Name}' is the name of an earlier stage", "give every stage a name of its own");
            if (stage.Kind == StageKind.Sft && rlIndex > 0)
                yield return new(path + "kind", "a supervised stage stands after an RL stage", "put the supervised stage first");
            if (stage.Kind == StageKind.Sft && stage.Problems.Path.Length == 0)
                yield return new(path + "problems.path", "a supervised stage has no examples of its own", "name a file of them, or use sft.traces_per_stage");
            if (stage.Kind == StageKind.Rl && stage.Problems is { Path.Length: > 0, HeldOutPath.Length: 0, HeldOutShare: 0 })
                yield return new(path + "problems.held_out_share", "no problem would be held out for the evaluation", "use a share such as 0.1, or name a file in held_out_path");
            if (stage.LCache > stage.LMax)
                yield return new(path + "l_cache", $"{stage.LCache} is greater than l_max {stage.LMax}", $"use at most {stage.LMax}");
            if (stage.LMax >= spec.Model.Context)
                yield return new(path + "l_max", $"{stage.LMax} leaves no room for a prompt in model.context {spec.Model.Context}", RemedyOfLimit(spec, i));
            if (stage.Kind == StageKind.Rl && (stage.NAsync ?? stage.NBatch ?? stage.NMinibatch) is not null)
                foreach (var fault in BatchSizeRules.Check(spec, i, spec.SizesOf(rlIndex)))
                    yield return fault;
            rlIndex += stage.Kind == StageKind.Rl ? 1 : 0;
        }
    }

    private static Func<string> RemedyOfLimit(RunSpec spec, int stage) => () =>
    {
        var (limit, context) = (spec.Stages[stage].LMax, spec.Model.Context);
        var shorter = spec with { Stages = [.. spec.Stages.Select((known, index) => index == stage ? known with { LMax = context - 1 } : known)] };
        var longer = spec with { Model = spec.Model with { Context = limit + 1 } };
        return Remedies.First(spec, $"stages[{stage}].l_max", "lower l_max and l_cache",
            ($"use less than {context} or raise model.context", shorter),
            ($"raise model.context to {limit + 1}", longer),
            ($"raise model.context and rl.microbatch_tokens to {limit + 1}", longer with { Rl = spec.Rl with { MicrobatchTokens = limit + 1 } }));
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,62}\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex RunName();
}
