using System.CommandLine;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral checkpoints</c>: what a run has saved.</summary>
internal static class CheckpointsCommand
{
    public static Command Create(Session session) => new("checkpoints", "Lists checkpoints.") { List(session) };

    private static Command List(Session session)
    {
        var (run, data, output) = (CommonOptions.Run(), CommonOptions.Data(), CommonOptions.Output());
        var command = new Command("list", "Lists the committed checkpoints of a run that are kept.") { run, data, output };
        command.SetAction(async (parsed, _) =>
        {
            var checkpoints = await RunData.ReadRunAsync(
                parsed.GetValue(data), parsed.GetRequiredValue(run), handle => handle.CheckpointsAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(checkpoints.Select(GroupJson.Of)));
            else
                session.Terminal.WriteResult(RunTables.Checkpoints(checkpoints));
        });
        return command;
    }
}
