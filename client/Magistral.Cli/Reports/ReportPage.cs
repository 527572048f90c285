using Magistral.Method.Rewards;
using System.Globalization;
using System.Net;
using System.Text;
using Magistral.Cli.Rendering;
using Magistral.Cli.Reports.Samples;
using Magistral.Client.Specs;
using Magistral.Contracts;

namespace Magistral.Cli.Reports;

/// <summary>The report as one HTML page that needs nothing else.</summary>
internal static class ReportPage
{
    public static string Of(ReportData data)
    {
        var run = data.Overview.Run;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Encode(run.Spec.Name)}: report</title>
            <style>
            {ReportStyle.Css}
            </style>
            </head>
            <body>
            <main>
            <h1>{Encode(run.Spec.Name)}</h1>
            <p>Run {Encode(run.RunId)}, seed {run.Spec.Seed}, begun {Figures.Time(run.CreatedAt)}. {Encode(Ending(data))}</p>

            """);
        Facts(page, data);
        Stages(page, data);
        page.Append("<h2>Curves</h2>\n<div class=\"figures\">\n");
        foreach (var figure in ReportFigures.Of(data))
            Figure(page, figure);
        page.Append("</div>\n");
        Samples(page, data.Samples);
        Audit(page, data);
        page.Append(CultureInfo.InvariantCulture, $"<h2>Run spec</h2>\n<p>Every setting, defaults included.</p>\n<pre>{Encode(RunSpecWriter.ToYaml(run.Spec))}</pre>\n</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static string Ending(ReportData data)
    {
        var run = data.Overview.Run;
        return run.Reason.Length > 0 ? $"{run.State}: {run.Reason}." : $"{run.State}.";
    }

    private static void Facts(StringBuilder page, ReportData data)
    {
        var (overview, run) = (data.Overview, data.Overview.Run);
        page.Append("<dl class=\"facts\">\n");
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("steps", $"{overview.Queue.Step}"), ("weights", overview.Weights.Version?.ToString() ?? "-"),
            ("wall time", Figures.Duration(run.WallSeconds)), ("first step after", Figures.Duration(run.SecondsToFirstStep)), ("RL time", Figures.Duration(run.RlSeconds)),
            ("staleness, mean / max", $"{Figures.Number(overview.LagMean)} / {overview.LagMax?.ToString(CultureInfo.InvariantCulture) ?? "-"}"),
            ("generator busy", Figures.Percent(overview.Generator.BusyShare)), ("generator speed", $"{Figures.Rate(overview.Generator.TokensPerSecond)} tokens"),
            ("trainer busy", Figures.Percent(run.TrainerBusyShare)), ("trainer speed", $"{Figures.Rate(run.TrainerTokensPerSecond)} tokens"), ("padding", Figures.Percent(run.PaddingShare))])
            page.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Encode(value)}</dd></div>\n");
        page.Append("</dl>\n");
    }

    private static void Stages(StringBuilder page, ReportData data)
    {
        page.Append("<h2>Stages</h2>\n<div class=\"wide\"><table>\n<thead><tr>");
        foreach (var heading in (string[])["stage", "held-out problems", "pass@1 after the warm start", "pass@1 now", "groups scored", "problems seen", "never solved"])
            page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{heading}</th>");
        page.Append("</tr></thead>\n<tbody>\n");
        foreach (var stage in data.Overview.Evaluation)
        {
            var progress = data.Overview.Curriculum.Stages.FirstOrDefault(one => one.Name == stage.Stage);
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{Encode(stage.Stage)}</th>");
            foreach (var cell in (string[])[$"{(stage.Newest ?? stage.WarmStart)?.Problems}", Figures.PassRate(stage.WarmStart), Figures.PassRate(stage.Newest),
                $"{progress?.Groups}", $"{progress?.Problems}", $"{progress?.NeverSolved}"])
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Encode(cell.Length == 0 ? "-" : cell)}</td>");
            page.Append("</tr>\n");
        }
        page.Append("</tbody></table></div>\n");
    }

    private static void Figure(StringBuilder page, ReportFigure figure)
    {
        var drawing = figure.Svg.Length > 0 ? figure.Svg : "<p>Nothing to draw yet.</p>";
        page.Append(CultureInfo.InvariantCulture, $"<figure>\n<h3>{Encode(figure.Title)}</h3>\n<figcaption>{Encode(figure.Caption)}</figcaption>\n{drawing}\n");
        if (figure.Legend.Count > 1 && figure.Svg.Length > 0)
        {
            page.Append("<ul class=\"legend\">");
            for (var i = 0; i < figure.Legend.Count; i++)
                page.Append(CultureInfo.InvariantCulture, $"<li><svg viewBox=\"0 0 32 8\" aria-hidden=\"true\"><line class=\"line s{i + 1}\" x1=\"0\" x2=\"32\" y1=\"4\" y2=\"4\"/></svg>{Encode(figure.Legend[i])}</li>");
            page.Append("</ul>\n");
        }
        page.Append("</figure>\n");
    }

    private static void Samples(StringBuilder page, IReadOnlyList<SampleCompletion> samples)
    {
        page.Append("<h2>Sample completions</h2>\n");
        if (samples.Count == 0)
            page.Append("<p>No completion is scored yet.</p>\n");
        foreach (var sample in samples)
        {
            var trained = sample.Step is { } step ? $"in step {step}" : "in no step";
            page.Append(CultureInfo.InvariantCulture, $"""
                <article>
                <h3>{Encode(sample.Title)}</h3>
                <p>Group {sample.Group}, stage {Encode(sample.Problem.StageName)}, {trained}. {Encode(sample.Explanation)}</p>
                <pre>{Encode(sample.Problem.Prompt)}{Encode(sample.Rollout.Generated.Text)}</pre>
                <p>{Encode(Axes(sample.Rollout.Score!.Axes))}; {Counted.Of(sample.Rollout.Generated.Completion.SampledCount, "token")}; advantage {Figures.Number(sample.Rollout.Advantage)}</p>
                </article>

                """);
        }
    }

    private static string Axes(RewardAxes axes) =>
        $"reward {Figures.Number(axes.Total)} = format {Figures.Number(axes.Format)} + correct {Figures.Number(axes.Correct)} + length {Figures.Number(axes.Length)} + language {Figures.Number(axes.Language)}";

    private static void Audit(StringBuilder page, ReportData data)
    {
        page.Append("<h2>Audit trail</h2>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">when</th><th scope=\"col\">what</th></tr></thead><tbody>\n");
        foreach (var entry in data.Overview.Run.Audit)
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{Figures.Time(entry.At)}</td><td>{Encode(entry.What)}</td></tr>\n");
        page.Append("</tbody></table></div>\n");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
