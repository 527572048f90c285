using System.CommandLine;
using Magistral.Cli.Rendering;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral runs</c>: the runs of a data directory.</summary>
internal static class RunsCommand
{
    public static Command Create(Session session) => new("runs", "Lists and shows runs.") { List(session), Show(session), AuditCommand.Create(session), ReportCommand.Create(session) };

    private static Command List(Session session)
    {
        var (data, output) = (CommonOptions.Data(), CommonOptions.Output());
        var command = new Command("list", "Lists the runs, oldest first.") { data, output };
        command.SetAction(async (parsed, _) =>
        {
            var runs = await RunData.ReadAsync(parsed.GetValue(data), [], catalog => catalog.ListAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(runs.Select(RunJson.Of)));
            else
                session.Terminal.WriteResult(RunTables.List(runs));
        });
        return command;
    }

    private static Command Show(Session session)
    {
        var (run, data, output) = (CommonOptions.Run(), CommonOptions.Data(), CommonOptions.Output());
        var command = new Command("show", "Shows how a run stands, running or finished.") { run, data, output };
        command.SetAction(async (parsed, _) =>
        {
            var overview = await RunData.ReadRunAsync(
                parsed.GetValue(data), parsed.GetRequiredValue(run), handle => handle.OverviewAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(RunJson.Of(overview)));
            else
                session.Terminal.WriteResult(RunTables.Show(overview));
        });
        return command;
    }
}
