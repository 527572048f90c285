using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Magistral.Cli.Generation;
using Magistral.Contracts.Specs.Rules;

namespace Magistral.Cli.Commands;

/// <summary>The options of commands that sample from a model.</summary>
internal sealed class SamplingArguments
{
    private readonly Option<string> model = new("--model", "-m") { Description = "A Hugging Face model folder, or the name or id of a run.", HelpName = "DIR|RUN", Required = true };
    private readonly Option<int?> step = Whole("--step", "The checkpoint's step (default: the newest).", 0);
    private readonly Option<int?> count = Whole("-n", "Completions per prompt (default: 1).", 1);
    private readonly Option<double?> temperature = Number("--temperature", "Sampling temperature; 0 is greedy (default: 0.7).", least: 0, most: 100);
    private readonly Option<double?> topP = Number("--top-p", "Nucleus sampling: smallest set of tokens with this probability; 1 is off (default: 0.95).", least: 1e-6, most: 1);
    private readonly Option<int?> topK = Whole("--top-k", "Samples from the k most likely tokens; 0 is off (default: 0).", 0);
    private readonly Option<int?> maxTokens = Whole("--max-tokens", "Maximum tokens of a completion (default: the problem's limit, or what fits; for a folder 1024).", 1);
    private readonly Option<int?> seed = Whole("--seed", "Random seed (default: 1).", 0);
    private readonly Option<bool> bare = new("--bare") { Description = "Passes the prompt to a folder's model unchanged, without chat template and system prompt." };
    private readonly (Option<string?> Data, Option<string?> Cluster) place = RunPlace.Options();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[model, step, count, temperature, topP, topK, maxTokens, seed, bare, place.Data, place.Cluster])
            command.Add(option);
    }

    public SamplingOptions Options(ParseResult parsed) => new(
        parsed.GetValue(count) ?? 1, parsed.GetValue(temperature) ?? 0.7, parsed.GetValue(topP) ?? 0.95, parsed.GetValue(topK) ?? 0, parsed.GetValue(seed) ?? 1, parsed.GetValue(maxTokens));

    public async Task<SampledModel> LoadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var name = parsed.GetRequiredValue(model);
        if (File.Exists(Path.Combine(name, "config.json")) || (!RunSpecRules.IsRunName(name) && Directory.Exists(name)))
            return SampledModel.OfFolder(name, parsed.GetValue(bare));
        if (name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new CommandException(ExitCode.NotFound, $"there is no model folder {name}", "check the path, or give the name of a run");
        return await RunData.ReadModelAsync(RunPlace.Of(parsed, place.Data, place.Cluster), name, parsed.GetValue(step), cancellation);
    }

    private static Option<int?> Whole(string name, string description, int least) => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => int.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least
            ? value
            : Refuse<int?>(result, $"{name} is '{result.Tokens[0].Value}', not a whole number of {least} or more"),
    };

    private static Option<double?> Number(string name, string description, double least, double most) => new(name)
    {
        Description = description,
        HelpName = "X",
        CustomParser = result => double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Refuse<double?>(result, $"{name} is '{result.Tokens[0].Value}', not a number from {least.ToString(CultureInfo.InvariantCulture)} to {most.ToString(CultureInfo.InvariantCulture)}"),
    };

    private static T? Refuse<T>(ArgumentResult result, string error)
    {
        result.AddError(error);
        return default;
    }
}
