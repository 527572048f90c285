using System.Text.Json;
using Magistral.Client.Json;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Cli.Tests.Rendering;

public sealed class RunJsonTests
{
    private static readonly JsonElement Run = JsonDocument.Parse(JsonText.Of(RunJson.Of(Sample.Overview))).RootElement;
    private static readonly JsonElement Group = JsonDocument.Parse(JsonText.LineOf(GroupJson.Of(Sample.Group))).RootElement;

    [Theory]
    [InlineData("run", "\"tiny\"")]
    [InlineData("state", "\"Running\"")]
    [InlineData("seed", "1")]
    [InlineData("step", "40")]
    [InlineData("weightsVersion", "41")]
    [InlineData("wallSeconds", "100")]
    [InlineData("secondsToFirstStep", "31")]
    [InlineData("evaluation[0].stage", "\"one\"")]
    [InlineData("evaluation[0].problems", "100")]
    [InlineData("evaluation[0].passAt1WarmStart", "0.4")]
    [InlineData("evaluation[0].passAt1", "0.8")]
    [InlineData("groups.issued", "400")]
    [InlineData("groups.trained", "300")]
    [InlineData("groups.noSignal", "60")]
    [InlineData("groups.stale", "1")]
    [InlineData("groups.failed", "0")]
    [InlineData("groups.abandoned", "0")]
    [InlineData("groups.inFlight", "39")]
    [InlineData("staleness.bound", "1")]
    [InlineData("staleness.max", "1")]
    [InlineData("staleness.mean", "0.9")]
    [InlineData("staleness.histogram.1", "9000")]
    [InlineData("generator.busyShare", "0.9")]
    [InlineData("generator.throttledShare", "0.05")]
    [InlineData("generator.tokensPerSecond", "20000")]
    [InlineData("trainer.busyShare", "0.8")]
    [InlineData("trainer.tokensPerSecond", "27000")]
    [InlineData("trainer.paddingShare", "0.04")]
    public void A_run_as_json_holds(string path, string value) => Assert.Equal(value, At(Run, path).GetRawText());

    [Theory]
    [InlineData("group", "7")]
    [InlineData("stage", "\"two\"")]
    [InlineData("problem", "\"47+85\"")]
    [InlineData("prompt", "\"47+85=\"")]
    [InlineData("state", "\"Trained\"")]
    [InlineData("reason", "\"\"")]
    [InlineData("step", "40")]
    [InlineData("issuedAt", "\"2026-01-02T03:04:05+00:00\"")]
    [InlineData("endedAt", "\"2026-01-02T03:04:07+00:00\"")]
    [InlineData("rollouts[0].tokens", "30")]
    [InlineData("rollouts[0].versions[1].version", "40")]
    [InlineData("rollouts[0].versions[1].count", "20")]
    [InlineData("rollouts[0].spans[1].version", "null")]
    [InlineData("rollouts[0].spans[1].count", "5")]
    [InlineData("rollouts[0].spans[2].version", "40")]
    [InlineData("rollouts[0].spans[2].count", "20")]
    [InlineData("rollouts[0].reward", "1")]
    [InlineData("rollouts[0].axes.format", "0.1")]
    [InlineData("rollouts[0].axes.correct", "0.9")]
    [InlineData("rollouts[0].axes.length", "0")]
    [InlineData("rollouts[0].axes.language", "0")]
    [InlineData("rollouts[0].advantage", "0.25")]
    [InlineData("rollouts[0].text", "\"<think>7+5+0=12;4+8+1=13;</think>\\\\boxed{132}\"")]
    public void A_group_as_json_holds(string path, string value) => Assert.Equal(value, At(Group, path).GetRawText());

    [Theory]
    [InlineData(GroupPhase.Ready)]
    [InlineData(GroupPhase.Consumed)]
    public void A_group_without_an_end_is_open(GroupPhase phase) =>
        Assert.Equal("Open", At(JsonDocument.Parse(JsonText.LineOf(GroupJson.Of(Sample.Entry(1, phase, null)))).RootElement, "state").GetString());

    [Fact]
    public void An_exported_group_is_one_line() => Assert.DoesNotContain('\n', JsonText.LineOf(GroupJson.Of(Sample.Group)));

    private static JsonElement At(JsonElement element, string path)
    {
        foreach (var step in path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.'))
            element = element.ValueKind == JsonValueKind.Array ? element[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : element.GetProperty(step);
        return element;
    }
}
