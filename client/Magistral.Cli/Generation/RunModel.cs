using Magistral.Cli.Commands;
using Magistral.Cli.Embedded;
using Magistral.Client.Runs;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Engine.Tokenizers;
using Magistral.Engine.Weights;
using Magistral.Silo.Models;

namespace Magistral.Cli.Generation;

/// <summary>The model of a run as a checkpoint holds it.</summary>
/// <param name="Spec">The run's spec.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
/// <param name="Config">Its sizes.</param>
/// <param name="Weights">Its weights.</param>
/// <param name="Step">Updates in them.</param>
internal sealed record RunModel(RunSpec Spec, ITokenizer Tokenizer, ModelConfig Config, WeightSnapshot Weights, int Step)
{
    /// <summary>Loads a committed checkpoint.</summary>
    /// <param name="silo">The data directory's silo.</param>
    /// <param name="run">The run.</param>
    /// <param name="step">The checkpoint's step; null is the newest.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CommandException">The run has no such checkpoint.</exception>
    public static async Task<RunModel> LoadAsync(EmbeddedSilo silo, RunHandle run, int? step, CancellationToken cancellation)
    {
        var description = await run.Run.DescribeAsync(cancellation);
        var (name, kept) = (description.Spec.Name, description.Checkpoints);
        if (kept.Count == 0)
            throw new CommandException(ExitCode.NotFound, $"run '{name}' has no checkpoint yet", "let it train until its first one");
        var chosen = step ?? kept.Max();
        if (!kept.Contains(chosen))
            throw new CommandException(ExitCode.NotFound, $"run '{name}' has no checkpoint at step {chosen}", $"choose one of {string.Join(", ", kept)}");
        var tokenizer = SpecMapping.TokenizerOf(description.Spec.Model);
        var config = SpecMapping.ModelOf(description.Spec.Model, tokenizer);
        return new(description.Spec, tokenizer, config, await silo.Checkpoints.WeightsAsync(run.Id, chosen, new ParameterLayout(config), cancellation), chosen);
    }
}
