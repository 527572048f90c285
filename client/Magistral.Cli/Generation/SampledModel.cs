using Magistral.Client.Runs;
using Magistral.Contracts.Specs;
using Magistral.Engine.Generation;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Silo.Models;

namespace Magistral.Cli.Generation;

/// <summary>A model to sample from: a run's as a checkpoint holds it, or a Hugging Face folder's.</summary>
/// <param name="Name">Of the run, or the folder.</param>
/// <param name="Step">Updates in the weights; null for a folder.</param>
/// <param name="Spec">The run's spec; null for a folder.</param>
/// <param name="Plan">Tokenizer, sizes and prompts.</param>
/// <param name="Weights">What was trained; null for a folder.</param>
internal sealed record SampledModel(string Name, int? Step, RunSpec? Spec, ModelPlan Plan, WeightSnapshot? Weights)
{
    /// <summary>What it is called in a table.</summary>
    public string Title => Step is { } step ? $"run '{Name}' at step {step}" : Name;

    /// <summary>Loads a committed checkpoint.</summary>
    /// <param name="run">The run. A model folder that its spec names must be here as well.</param>
    /// <param name="step">The checkpoint's step; null is the newest.</param>
    /// <param name="read">Reads its weights.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CommandException">The run has no such checkpoint.</exception>
    public static async Task<SampledModel> OfRunAsync(RunHandle run, int? step, Func<int, IReadOnlyList<ParameterLeaf>, Task<WeightSnapshot>> read, CancellationToken cancellation)
    {
        var description = await run.Run.DescribeAsync(cancellation);
        var (spec, kept) = (description.Spec, description.Checkpoints);
        if (kept.Count == 0)
            throw new CommandException(ExitCode.NotFound, $"run '{spec.Name}' has no checkpoint yet", "let it train until its first one");
        var chosen = step ?? kept.Max();
        if (!kept.Contains(chosen))
            throw new CommandException(ExitCode.NotFound, $"run '{spec.Name}' has no checkpoint at step {chosen}", $"choose one of {string.Join(", ", kept)}");
        var plan = ModelPlan.Of(spec, TimeProvider.System);
        return new(spec.Name, chosen, spec, plan, await read(chosen, plan.TrainedLeaves));
    }

    /// <summary>Opens a folder; its weights are read when a generator is made.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="bare">Whether prompts go to the model as they are, without its chat template.</param>
    public static SampledModel OfFolder(string directory, bool bare)
    {
        var folder = ModelFolder.Open(directory);
        var model = new ModelSpec
        {
            Path = folder.DirectoryPath,
            Context = folder.Config.Context,
            Dtype = folder.Format == NumberFormat.BF16 ? ComputeKind.Half : ComputeKind.Full,
            ChatTemplate = !bare,
        };
        return new(folder.DirectoryPath, null, null, ModelPlan.Of(new RunSpec { Model = model }, TimeProvider.System), null);
    }

    /// <summary>Makes a generator.</summary>
    /// <param name="context">Longest sequence it will be given, in tokens.</param>
    /// <param name="slots">Most sequences at once.</param>
    public PlannedGenerator Open(int context, int slots) => new(
        Step is null ? Plan.WithContext(context) : Plan, Weights,
        new GeneratorOptions { Slots = slots, Threads = Math.Min(slots, Environment.ProcessorCount), DataType = Plan.Format });
}
