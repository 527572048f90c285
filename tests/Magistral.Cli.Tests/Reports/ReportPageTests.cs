using System.Xml.Linq;
using Magistral.Cli.Reports;
using Magistral.Cli.Reports.Samples;
using Magistral.Contracts.Verification;

namespace Magistral.Cli.Tests.Reports;

public sealed class ReportPageTests
{
    private static readonly string Page = ReportPage.Of(new(Sample.Overview, [.. Enumerable.Range(1, 40).Select(Sample.Step)], SampleChoice.Of([Sample.Group])));

    [Fact]
    public void The_page_refers_to_nothing_outside_itself()
    {
        foreach (var reference in (string[])["http:", "https:", "src=", "href=", "url(", "@import", "<script", "<link"])
            Assert.DoesNotContain(reference, Page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_page_is_well_formed()
    {
        var body = Page[Page.IndexOf("<main>", StringComparison.Ordinal)..(Page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)];
        Assert.Equal("main", XElement.Parse(body).Name.LocalName);
    }

    [Theory]
    [InlineData("Held-out accuracy")]
    [InlineData("Reward by axis")]
    [InlineData("Completion length")]
    [InlineData("Entropy of the policy")]
    [InlineData("Distance from the sampling policy")]
    [InlineData("Clipped tokens")]
    [InlineData("Staleness")]
    [InlineData("Prompt groups by outcome")]
    [InlineData("Sample completions")]
    [InlineData("learning_rate: 0.0003")]
    [InlineData("0.800 &#177;0.040")]
    public void The_page_shows(string text) => Assert.Contains(text, Page, StringComparison.Ordinal);

    [Fact]
    public void Every_figure_has_a_drawing() => Assert.DoesNotContain("Nothing to draw", Page, StringComparison.Ordinal);

    [Fact]
    public void Texts_of_the_run_cannot_become_markup()
    {
        Assert.Contains("created &lt;here&gt;", Page, StringComparison.Ordinal);
        Assert.Contains("&lt;think&gt;7+5+0=12;", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Light_and_dark_are_both_styled() => Assert.Contains("prefers-color-scheme: dark", Page, StringComparison.Ordinal);

    [Fact]
    public void A_run_without_steps_has_a_report_too()
    {
        var page = ReportPage.Of(new(Sample.Overview with { Run = Sample.Run with { LastStep = null, Evaluations = [] } }, [], []));
        Assert.Contains("Nothing to draw yet", page, StringComparison.Ordinal);
        Assert.Contains("No completion is scored yet", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Best_worst_and_an_explained_failure_are_chosen()
    {
        var samples = SampleChoice.Of([Sample.Group]);
        Assert.Equal(["Best", "Worst", "A failure explained"], samples.Select(sample => sample.Title));
        Assert.Equal(VerdictKind.Correct, samples[0].Rollout.Score!.Verdict);
        Assert.Equal("The form is wrong, so nothing else was graded. It was cut off at its greatest length.", samples[1].Explanation);
        Assert.Equal("The form is right, the answer is not: step 2 of 2, the tens, says 4+8+1=12: the sum is 13. The right answer is 132.", samples[2].Explanation);
    }
}
