using Magistral.Contracts;
using Magistral.Contracts.Specs;
using Magistral.Grains.Curriculum.Problems;
using Magistral.Method.Randomness;

namespace Magistral.Silo.Models;

/// <summary>Whether the generated problems of a run and what is taught of them fit into its model's context, which its tokenizer decides. Files have checks of their own.</summary>
public static class ContextRule
{
    private const int Samples = 128;   // sums of as many digits differ by a token or two

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
                yield return PromptFault(spec, stage, prompt, model.Config.Context);
            if (spec.Sft.Steps > 0 && spec.Sft.TracesPerStage[index] > 0 && LongestTrace(spec, source, index, model) is var trace && trace > model.Config.Context)
                yield return new("model.context", $"{model.Config.Context} is less than the {Counted.Of(trace, "token")} of an example of stage {stage.Name}", $"use at least {trace}, or teach none of that stage in sft.traces_per_stage");
        }
    }

    private static SpecFault PromptFault(RunSpec spec, StageSpec stage, int prompt, int context)
    {
        var place = spec.Stages.Index().First(entry => ReferenceEquals(entry.Item, stage)).Index;
        return prompt < context
            ? new($"stages[{place}].l_max", $"{stage.LMax} is more than model.context {context} leaves behind a prompt of {Counted.Of(prompt, "token")}", $"use at most {context - prompt}, or raise model.context to {prompt + stage.LMax}")
            : new("model.context", $"{context} leaves no room behind a prompt of stage {stage.Name}, which has {Counted.Of(prompt, "token")}", $"use at least {prompt + stage.LMax}");
    }

    private static int LongestTrace(RunSpec spec, AdditionProblems source, int stage, ModelPlan model)
    {
        var slips = new SlipTable(spec.Seed, spec.Sft.SlipShare, spec.Sft.SlipRate);
        return Enumerable.Range(0, Math.Min(Samples, spec.Sft.TracesPerStage[stage]))
            .Select(index => model.Prompts.Encode(source.Trace(new SeededRandom(spec.Seed, "teacher-trace", stage, index), slips)))
            .Max(example => example.PromptTokens.Length + example.CompletionTokens.Length);
    }
}
