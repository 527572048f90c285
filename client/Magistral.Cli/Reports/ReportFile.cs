using System.Text;
using Magistral.Cli.Reports.Samples;
using Magistral.Client.PromptGroups;
using Magistral.Client.Runs;

namespace Magistral.Cli.Reports;

/// <summary>Writes the report of a run into its data directory: <c>reports/NAME/report.html</c>.</summary>
internal static class ReportFile
{
    private const int GroupsToChooseFrom = 300;

    /// <summary>Gathers, writes, and answers with the path. The old report stays until the new one is whole.</summary>
    public static async Task<string> WriteAsync(string directory, RunHandle run, CancellationToken cancellation)
    {
        var overview = await run.OverviewAsync(cancellation);
        var groups = await run.Groups.ReadAsync(GroupFilter.All, newestFirst: true, cancellation).Take(GroupsToChooseFrom).ToListAsync(cancellation);
        var page = ReportPage.Of(new(overview, await run.StepsAsync(cancellation), SampleChoice.Of(groups)));
        var folder = Directory.CreateDirectory(Path.Combine(directory, "reports", overview.Run.Spec.Name)).FullName;
        var (path, draft) = (Path.Combine(folder, "report.html"), Path.Combine(folder, $"report.{Environment.ProcessId}.tmp"));
        await File.WriteAllTextAsync(draft, page, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellation);
        File.Move(draft, path, overwrite: true);
        return path;
    }
}
