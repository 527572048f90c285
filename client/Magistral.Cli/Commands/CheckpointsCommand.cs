using System.CommandLine;
using System.Globalization;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Engine.Weights;
using Magistral.Silo.Models;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral checkpoints</c>: what a run has saved, and as a folder that other libraries read.</summary>
internal static class CheckpointsCommand
{
    public static Command Create(Session session) => new("checkpoints", "Lists, downloads and exports checkpoints.") { List(session), DownloadCommand.Create(session), Export(session) };

    private static Command List(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var command = new Command("list", "Lists the retained checkpoints of a run.") { run, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var checkpoints = await RunData.ReadRunAsync(
                RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run), handle => handle.CheckpointsAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(checkpoints.Select(GroupJson.Of)));
            else
                session.Terminal.WriteResult(RunTables.Checkpoints(checkpoints));
        });
        return command;
    }

    private static Command Export(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var place = new Argument<string[]>("step dir") { Description = "The checkpoint's step (default: the newest), then the folder to write.", HelpName = "[STEP] DIR", Arity = new(1, 2) };
        var adapter = new Option<bool>("--adapter") { Description = "Writes only the adapter, in PEFT's format; by default it is merged into the weights." };
        var dtype = new Option<string?>("--dtype") { Description = "Data type of the weights (default: that of the folder the run started from, or float32).", HelpName = "float32|bfloat16|float16" };
        dtype.AcceptOnlyFromAmong("float32", "bfloat16", "float16");
        var command = new Command("export", "Writes a checkpoint as a Hugging Face folder: weights, config and tokenizer.") { run, place, adapter, dtype, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var (step, directory) = Place(parsed.GetRequiredValue(place));
            var model = await RunData.ReadModelAsync(RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run), step, session.Stop);
            if (parsed.GetValue(adapter))
                ModelExport.WriteAdapter(directory, model.Plan, model.Weights!);
            else
                ModelExport.Write(directory, model.Plan, model.Weights!, FormatOf(parsed.GetValue(dtype)), session.Stop);
            var path = Path.GetFullPath(directory);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(new { run = model.Name, model.Step, folder = path }));
            else
                session.Terminal.Output.WriteLine($"{model.Title} is in {path}");
        });
        return command;
    }

    private static (int? Step, string Directory) Place(string[] words)
    {
        if (words.Length == 1)
            return (null, words[0]);
        return int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? (step, words[1])
            : throw new CommandException(ExitCode.WrongUse, $"'{words[0]}' is not a step", "write checkpoints export RUN [STEP] DIR");
    }

    private static NumberFormat? FormatOf(string? name) => name switch
    {
        "float32" => NumberFormat.F32,
        "bfloat16" => NumberFormat.BF16,
        "float16" => NumberFormat.F16,
        _ => null,
    };
}
