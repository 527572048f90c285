using System.Text.Json;

namespace Magistral.Cli.Tests.Processes;

/// <summary>The bookkeeping of a completed tiny run: what must hold however often it was stopped or killed.</summary>
internal static class Books
{
    private const int GroupSize = 8;
    private const int GroupsAStep = 4;

    /// <summary>At any moment: every issued group is counted once, and the weights hold as many groups as their steps took.</summary>
    public static async Task<JsonElement> CheckOpenAsync(WorkFolder folder)
    {
        var run = (await Magistral.RunAsync("runs", "show", "tiny", "--data", folder.Data, "--output", "json")).Json;
        var counts = run.GetProperty("groups");
        var audit = await Magistral.RunAsync("runs", "audit", "tiny", "--data", folder.Data, "--output", "json");
        Assert.True(audit.Code == 0, audit.ToString());
        Assert.Equal(Count("issued"), Count("trained") + Count("noSignal") + Count("stale") + Count("failed") + Count("abandoned") + Count("inFlight"));
        Assert.Equal(run.GetProperty("step").GetInt32() * GroupsAStep, Count("trained") + Count("consumed"));
        return run;

        int Count(string name) => counts.GetProperty(name).GetInt32();
    }

    /// <summary>At the end: one terminal state each, no group in two updates, each update full, every token in the ledger and within the bound.</summary>
    public static async Task CheckAsync(WorkFolder folder, int steps)
    {
        var run = await CheckOpenAsync(folder);
        var export = Path.Combine(folder.Root, "groups.jsonl");
        Assert.Equal(0, (await Magistral.RunAsync("groups", "export", "tiny", export, "--data", folder.Data)).Code);
        var groups = (await File.ReadAllLinesAsync(export)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var counts = run.GetProperty("groups");

        Assert.Equal("Completed", run.GetProperty("state").GetString());
        Assert.Equal(steps, run.GetProperty("step").GetInt32());
        Assert.Equal(0, counts.GetProperty("inFlight").GetInt32());
        Assert.Equal(counts.GetProperty("issued").GetInt32(), groups.Count);
        Assert.Equal(Enumerable.Range(1, groups.Count), groups.Select(group => group.GetProperty("group").GetInt32()));
        foreach (var state in (string[])["Trained", "NoSignal", "Stale", "Failed", "Abandoned"])
            Assert.Equal(counts.GetProperty(JsonNamingPolicy.CamelCase.ConvertName(state)).GetInt32(), groups.Count(group => group.GetProperty("state").GetString() == state));
        Assert.DoesNotContain(groups, group => group.GetProperty("state").GetString() == "Open");

        var trained = groups.Where(group => group.GetProperty("state").GetString() == "Trained").ToList();
        Assert.Equal(Enumerable.Range(1, steps).SelectMany(step => Enumerable.Repeat(step, GroupsAStep)), trained.Select(group => group.GetProperty("step").GetInt32()).Order());
        Assert.All(trained, group => Assert.Equal(GroupSize, group.GetProperty("rollouts").GetArrayLength()));
        Assert.All(trained.SelectMany(group => group.GetProperty("rollouts").EnumerateArray()), rollout =>
            Assert.Equal(rollout.GetProperty("tokens").GetInt32(), rollout.GetProperty("versions").EnumerateArray().Sum(span => span.GetProperty("count").GetInt32())));
        var staleness = run.GetProperty("staleness");
        Assert.InRange(staleness.GetProperty("max").GetInt32(), 0, staleness.GetProperty("bound").GetInt32());
        Assert.Equal(
            trained.Sum(group => group.GetProperty("rollouts").EnumerateArray().Sum(rollout => rollout.GetProperty("tokens").GetInt64())),
            staleness.GetProperty("histogram").EnumerateObject().Sum(lag => lag.Value.GetInt64()));
    }
}
