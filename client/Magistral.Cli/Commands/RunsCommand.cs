using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.Runs;
using Magistral.Contracts.Runs;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral runs</c>: the runs of a data directory or a service.</summary>
internal static class RunsCommand
{
    public static Command Create(Session session) => new("runs", "Lists, shows and controls runs.")
    {
        List(session), Show(session), AuditCommand.Create(session), ReportCommand.Create(session), WatchCommand.Create(session),
        Change(session, "pause", "Checkpoints and pauses a run of the service.", (_, handle) => handle.PauseAsync(session.Stop)),
        Change(session, "resume", "Resumes a run of the service.", (_, handle) => handle.ResumeAsync(session.Stop)),
        Change(session, "cancel", "Cancels a run of the service immediately and permanently; its checkpoints are kept.", (_, handle) => handle.CancelAsync(session.Stop)),
        Change(session, "delete", "Deletes a run of the service that is not executing, with all its data.", (runs, handle) => runs.DeleteAsync(handle.Id, session.Stop)),
    };

    /// <summary>A command that changes a run of a service; embedded runs are changed by the process that trains them.</summary>
    private static Command Change(Session session, string name, string description, Func<RunCatalog, RunHandle, Task> change)
    {
        var (run, cluster, output) = (CommonOptions.Run(), RunPlace.ClusterOption(), CommonOptions.Output());
        var command = new Command(name, description) { run, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            await using var client = await ServiceCommands.ConnectAsync(parsed, cluster, session.Stop);
            var handle = await client.Runs.FindAsync(parsed.GetRequiredValue(run), session.Stop);
            await change(client.Runs, handle);
            if (name == "resume" && await handle.Run.DescribeAsync(session.Stop) is { State: RunLifecycle.Queued } queued)
                session.Terminal.Error.WriteLine($"{parsed.GetRequiredValue(run)} {queued.Reason}");
            session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json
                ? JsonText.Of(new { run = parsed.GetRequiredValue(run), id = handle.Id, asked = name }) : $"{parsed.GetRequiredValue(run)}: {name} asked");
        });
        return command;
    }

    private static Command List(Session session)
    {
        var ((data, cluster), output) = (RunPlace.Options(), CommonOptions.Output());
        var most = new Option<int?>("--most") { Description = "Maximum number of runs to list, 1 to 1000 (default: all).", HelpName = "N" };
        var after = new Option<string?>("--after") { Description = "Only runs after the run with this id.", HelpName = "ID" };
        var command = new Command("list", "Lists the runs, oldest first.") { most, after, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            if (parsed.GetValue(most) is < 1 or > 1000)
                throw new CommandException(ExitCode.WrongUse, $"--most is {parsed.GetValue(most)}", "use 1 to 1000");
            var runs = await RunData.ReadAsync(RunPlace.Of(parsed, data, cluster), [], catalog => ListAsync(catalog, parsed.GetValue(after), parsed.GetValue(most), session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(runs.Select(RunJson.Of)));
            else
                session.Terminal.WriteResult(RunTables.List(runs));
        });
        return command;
    }

    private static async Task<IReadOnlyList<RunSummary>> ListAsync(RunCatalog catalog, string? after, int? most, CancellationToken cancellation) =>
        most is { } count ? (await catalog.PageAsync(after ?? "", count, cancellation)).Runs : await catalog.ListAsync(cancellation, after ?? "");

    private static Command Show(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var command = new Command("show", "Shows the state of a run, running or finished.") { run, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var overview = await RunData.ReadRunAsync(
                RunPlace.Of(parsed, data, cluster), parsed.GetRequiredValue(run), handle => handle.OverviewAsync(session.Stop), session.Stop);
            if (parsed.GetValue(output) == OutputFormat.Json)
                session.Terminal.Output.WriteLine(JsonText.Of(RunJson.Of(overview)));
            else
                session.Terminal.WriteResult(RunTables.Show(overview));
        });
        return command;
    }
}
