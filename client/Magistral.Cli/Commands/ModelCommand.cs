using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Engine.Benchmarks;
using Magistral.Engine.HuggingFace;
using Magistral.Engine.Models;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral model</c>: what a Hugging Face folder holds, and whether this engine computes what its authors' did.</summary>
internal static class ModelCommand
{
    public static Command Create(Session session) => new("model", "Inspects model folders.") { Check(session), Info(session) };

    private static Argument<string> Folder() => new("dir") { Description = "A folder with config.json and safetensors.", HelpName = "DIR" };

    private static Command Check(Session session)
    {
        var (folder, output) = (Folder(), CommonOptions.Output());
        var command = new Command("check", "Compares log-probabilities, gradients and greedy completions with the folder's expected.json.") { folder, output };
        command.SetAction((parsed, _) => CheckAsync(session, parsed.GetRequiredValue(folder), parsed.GetValue(output)));
        return command;
    }

    private static Command Info(Session session)
    {
        var (folder, output) = (Folder(), CommonOptions.Output());
        var load = new Option<bool>("--load") { Description = "Also loads the weights in their stored data type, and measures speed and peak memory." };
        var command = new Command("info", "Shows a model's dimensions and the memory it needs.") { folder, load, output };
        command.SetAction((parsed, _) => ShowAsync(session, parsed.GetRequiredValue(folder), parsed.GetValue(load), parsed.GetValue(output)));
        return command;
    }

    private static async Task<int> CheckAsync(Session session, string directory, OutputFormat output)
    {
        RequireFolder(directory);
        var result = await Task.Run(() => ModelCheck.Run(directory), session.Stop);
        var failed = result.Figures.Where(figure => !figure.Passed).ToList();
        foreach (var figure in failed)
            session.Terminal.Error.WriteLine(ErrorLines.Line(FormattableString.Invariant(
                $"{directory}: {figure.Name} differs by {figure.Largest:0.0e+0} ({figure.Unit}; {figure.Where}), more than {figure.Tolerance:0.0e+0}: remedy the expected values, or the engine")));
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(new { folder = directory, result.Passed, result.RotaryFrequencies, result.Figures }));
        else
            session.Terminal.WriteResult(ModelTables.Check(result));
        return (int)(result.Passed ? ExitCode.Done : ExitCode.Failed);
    }

    private static async Task ShowAsync(Session session, string directory, bool load, OutputFormat output)
    {
        RequireFolder(directory);
        var folder = ModelFolder.Open(directory);
        var needs = new MemoryNeeds(folder.Config, folder.Format);
        var loaded = load ? await Task.Run(() => LoadBenchmark.Measure(folder), session.Stop) : [];
        if (output == OutputFormat.Json)
            session.Terminal.Output.WriteLine(JsonText.Of(ModelTables.InfoJson(folder, needs, loaded)));
        else
            session.Terminal.WriteResult(ModelTables.Info(folder, needs, loaded));
    }

    private static void RequireFolder(string directory)
    {
        if (!Directory.Exists(directory))
            throw new CommandException(ExitCode.NotFound, $"there is no folder {directory}", "check the path");
    }
}
