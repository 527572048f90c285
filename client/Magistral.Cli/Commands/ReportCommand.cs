using Magistral.Client.Json;
using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Cli.Reports;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral runs report</c>: writes the report of a run, finished or not.</summary>
internal static class ReportCommand
{
    public static Command Create(Session session)
    {
        var (run, data, output) = (CommonOptions.Run(), CommonOptions.Data(), CommonOptions.Output());
        var command = new Command("report", "Writes report.html: curves, stages, sample completions.") { run, data, output };
        command.SetAction(async (parsed, _) =>
        {
            var directory = DataDirectory.Resolve(parsed.GetValue(data));
            var report = await RunData.ReadRunAsync(
                new(parsed.GetValue(data), null), parsed.GetRequiredValue(run), handle => ReportFile.WriteAsync(directory, handle, session.Stop), session.Stop);
            session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json ? JsonText.Of(new { report }) : report);
        });
        return command;
    }
}
