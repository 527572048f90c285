using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;

namespace Magistral.Client.Specs;

/// <summary>Builds a run spec in code. What is not said keeps its default; <see cref="Build"/> checks the whole by the rules that the service checks it by.</summary>
/// <remarks>Each call changes this builder and answers with it. Not thread-safe.</remarks>
public sealed class RunSpecBuilder
{
    private static readonly SftSpec Defaults = new();
    private RunSpec spec;

    /// <param name="name">Name of the run: [a-z0-9][a-z0-9._-]{0,62}. It is the key of the submission: submitted again, it is the same run.</param>
    public RunSpecBuilder(string name) => spec = new RunSpec { Name = name };

    /// <summary>Seed of everything random in the run, at least 0.</summary>
    public RunSpecBuilder Seed(long seed) => With(spec with { Seed = seed });

    /// <summary>The language model.</summary>
    public RunSpecBuilder Model(Func<ModelSpec, ModelSpec> change) => With(spec with { Model = change(spec.Model) });

    /// <summary>The supervised stage before RL.</summary>
    public RunSpecBuilder Sft(Func<SftSpec, SftSpec> change) => With(spec with { Sft = change(spec.Sft) });

    /// <summary>The reinforcement learning.</summary>
    public RunSpecBuilder Rl(Func<RlSpec, RlSpec> change) => With(spec with { Rl = change(spec.Rl) });

    /// <summary>Weights of the reward axes.</summary>
    public RunSpecBuilder Rewards(Func<RewardSpec, RewardSpec> change) => With(spec with { Rewards = change(spec.Rewards) });

    /// <summary>Held-out evaluation.</summary>
    public RunSpecBuilder Evaluation(Func<EvaluationSpec, EvaluationSpec> change) => With(spec with { Evaluation = change(spec.Evaluation) });

    /// <summary>Checkpoints.</summary>
    public RunSpecBuilder Checkpoints(Func<CheckpointSpec, CheckpointSpec> change) => With(spec with { Checkpoints = change(spec.Checkpoints) });

    /// <summary>Adds a stage to the curriculum, after those added before.</summary>
    /// <param name="name">Name of the stage, unique in the run.</param>
    /// <param name="change">From the defaults to the stage.</param>
    public RunSpecBuilder Stage(string name, Func<StageSpec, StageSpec> change) => With(spec with { Stages = [.. spec.Stages, change(new StageSpec { Name = name })] });

    /// <summary>Builds the spec and checks it.</summary>
    /// <exception cref="RunSpecException">It cannot run; all faults are listed.</exception>
    public RunSpec Build()
    {
        spec = WithTracesOfEachStage(spec);
        var faults = RunSpecRules.Check(spec).ToList();
        return faults.Count == 0 ? spec : throw new RunSpecException("the run spec", faults);
    }

    /// <summary>The default traces belong to the bundled curriculum: with another number of stages the last count stands for those that have none.</summary>
    private static RunSpec WithTracesOfEachStage(RunSpec spec)
    {
        var traces = spec.Sft.TracesPerStage;
        var stages = spec.RlStages().Count;
        return stages == traces.Count || !traces.SequenceEqual(Defaults.TracesPerStage)
            ? spec
            : spec with { Sft = spec.Sft with { TracesPerStage = [.. Enumerable.Range(0, stages).Select(stage => traces[Math.Min(stage, traces.Count - 1)])] } };
    }

    private RunSpecBuilder With(RunSpec changed)
    {
        spec = changed;
        return this;
    }
}
