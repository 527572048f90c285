using Magistral.Client.Json;
using System.CommandLine;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral checkpoints download</c>: the parts of a checkpoint of a service, as they are stored.</summary>
internal static class DownloadCommand
{
    public static Command Create(Session session)
    {
        var (run, cluster, output) = (CommonOptions.Run(), RunPlace.ClusterOption(), CommonOptions.Output());
        var folder = new Argument<string>("folder") { Description = "Folder to write its files to; created if missing.", HelpName = "FOLDER" };
        var step = new Option<int?>("--step") { Description = "The checkpoint's step (default: the newest).", HelpName = "N" };
        var command = new Command("download", "Downloads a checkpoint from a service and verifies its hashes.") { run, folder, step, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var (name, path) = (parsed.GetRequiredValue(run), parsed.GetRequiredValue(folder));
            var handle = await client.Runs.FindAsync(name, session.Stop);
            var chosen = parsed.GetValue(step) ?? (await handle.CheckpointsAsync(session.Stop) is [.., var newest] ? newest.Step : null as int?)
                ?? throw new CommandException(ExitCode.NotFound, $"run '{name}' has no checkpoint", "wait for its first: `magistral checkpoints list` shows them");
            var manifest = await handle.DownloadCheckpointAsync(chosen, path, session.Stop);
            session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json
                ? JsonText.Of(new { folder = path, manifest.Step, manifest.Bytes })
                : $"checkpoint {manifest.Step} of {name}, {manifest.Bytes} bytes, is in {path}");
        });
        return command;
    }
}
