using System.CommandLine;
using Magistral.Cli.Rendering;
using Magistral.Client.Json;
using Magistral.Client.Runs;
using Magistral.Contracts;

namespace Magistral.Cli.Commands;

/// <summary><c>magistral runs audit</c>: whether the books of a run balance.</summary>
internal static class AuditCommand
{
    public static Command Create(Session session)
    {
        var (run, (data, cluster), output) = (CommonOptions.Run(), RunPlace.Options(), CommonOptions.Output());
        var command = new Command("audit", "Verifies that every group is open or has exactly one outcome, that none was trained twice, and that every trained token has a published version within the staleness bound.") { run, data, cluster, output };
        command.SetAction(async (parsed, _) =>
        {
            var name = parsed.GetRequiredValue(run);
            var report = await RunData.ReadRunAsync(RunPlace.Of(parsed, data, cluster), name, handle => handle.AuditAsync(session.Stop), session.Stop);
            foreach (var fault in report.Faults)
                session.Terminal.Error.WriteLine(ErrorLines.Line($"run {name}: {fault}"));
            session.Terminal.Output.WriteLine(parsed.GetValue(output) == OutputFormat.Json ? JsonText.Of(Json(name, report)) : Line(name, report));
            return (int)(report.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed);
        });
        return command;
    }

    private static object Json(string run, AuditReport report) => new
    {
        run,
        balanced = report.Faults.Count == 0,
        report.Groups,
        report.Ended,
        report.Open,
        report.Steps,
        report.TrainedCompletions,
        report.TrainedTokens,
        report.Versions,
        report.Faults,
    };

    private static string Line(string run, AuditReport report) =>
        $"{run}: {Counted.Of(report.Groups, "group")} ({report.Ended} ended, {report.Open} open), {Counted.Of(report.Steps, "step")} with {Counted.Of(report.TrainedCompletions, "completion")} of "
        + $"{Counted.Of(report.TrainedTokens, "token")}, {Counted.Of(report.Versions, "version")}: {(report.Faults.Count == 0 ? "the books balance" : Counted.Of(report.Faults.Count, "fault"))}";
}
