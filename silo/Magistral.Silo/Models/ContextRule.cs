using Magistral.Contracts;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Method.Randomness;

namespace Magistral.Silo.Models;

/// <summary>Whether the generated problems of a run and what is taught of them fit into its model's context, which its tokenizer decides. Files have checks of their own.</summary>
public static class ContextRule
{
    private const int Samples = 128;   // sums of as many digits differ by a token or two
    private const string NoSingleOne = "lower l_max and l_cache, or raise model.context and rl.microbatch_tokens";

    /// <summary>Every fault, in the order of the stages.</summary>
    /// <param name="spec">The run's spec.</param>
    /// <param name="model">Its model.</param>
    public static IEnumerable<SpecFault> Check(RunSpec spec, ModelPlan model)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(model);
        foreach (var (index, stage) in spec.RlStages().Index())
        {
            if (stage.Problems.Path.Length > 0)
                continue;
            var source = new AdditionProblems(stage, index);
            var prompt = source.HeldOut(spec.Seed, Samples).Max(problem => model.Prompts.Encode(problem).Length);
            if (prompt + stage.LMax > model.Config.Context)
                yield return PromptFault(spec, stage, prompt, model);
            if (spec.Sft.Steps > 0 && spec.Sft.TracesPerStage[index] > 0 && LongestTrace(spec, source, index, model) is var trace && trace > model.Config.Context)
                yield return new("model.context", $"{model.Config.Context} is less than the {Counted.Of(trace, "token")} of an example of stage {stage.Name}",
                    $"{(CanBe(spec, model, trace) ? $"use at least {trace}" : "raise it")}, or teach none of that stage in sft.traces_per_stage");
        }
    }

    private static SpecFault PromptFault(RunSpec spec, StageSpec stage, int prompt, ModelPlan model)
    {
        var (place, context) = (spec.Stages.Index().First(entry => ReferenceEquals(entry.Item, stage)).Index, model.Config.Context);
        var longer = CanBe(spec, model, prompt + stage.LMax);
        if (prompt >= context)
            return new("model.context", $"{context} leaves no room behind a prompt of stage {stage.Name}, which has {Counted.Of(prompt, "token")}", longer ? $"use at least {prompt + stage.LMax}" : NoSingleOne);
        var shorter = spec with { Stages = [.. spec.Stages.Select((known, index) => index == place ? known with { LMax = context - prompt } : known)] };
        string[] remedies = [.. Remedy($"use at most {context - prompt}", !RunSpecRules.Check(shorter).Any()), .. Remedy($"raise model.context to {prompt + stage.LMax}", longer)];
        return new($"stages[{place}].l_max", $"{stage.LMax} is more than model.context {context} leaves behind a prompt of {Counted.Of(prompt, "token")}",
            remedies.Length > 0 ? string.Join(", or ", remedies) : NoSingleOne);
    }

    private static string[] Remedy(string text, bool helps) => helps ? [text] : [];

    /// <summary>Whether nothing else is in the way of a longer context.</summary>
    private static bool CanBe(RunSpec spec, ModelPlan model, int context) =>
        context <= (model.Folder?.Config.Context ?? int.MaxValue) && !RunSpecRules.Check(spec with { Model = spec.Model with { Context = context } }).Any();

    private static int LongestTrace(RunSpec spec, AdditionProblems source, int stage, ModelPlan model)
    {
        var slips = new SlipTable(spec.Seed, spec.Sft.SlipShare, spec.Sft.SlipRate);
        return Enumerable.Range(0, Math.Min(Samples, spec.Sft.TracesPerStage[stage]))
            .Select(index => model.Prompts.Encode(source.Trace(new SeededRandom(spec.Seed, "teacher-trace", stage, index), slips)))
            .Max(example => example.PromptTokens.Length + example.CompletionTokens.Length);
    }
}
