using System.Formats.Tar;
using System.IO.Compression;

namespace Magistral.Cli.Tests.Processes;

/// <summary>What an older version left is read, continued and audited. The run of 0.1.0 was killed after 20 steps, with groups in every phase.</summary>
public sealed class OldDataTests : IDisposable
{
    private readonly WorkFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_run_that_version_0_1_0_left_is_read_continued_and_audited()
    {
        Directory.CreateDirectory(folder.Data);
        await using (var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "OldData", "0.1.0.tar.gz")))
        await using (var plain = new GZipStream(file, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(plain, folder.Data, overwriteFiles: false, TestContext.Current.CancellationToken);

        var before = await GroupsAsync();
        Assert.Equal(72, before.Count);
        Assert.Equal(56, before.Count(group => group.State != "Open"));
        var trained = before.First(group => group.State == "Trained");
        var shown = await AskAsync("groups", "show", "old", $"{trained.Number}", "--output", "json");
        Assert.All(shown.Json.GetProperty("rollouts").EnumerateArray(), rollout => Assert.NotEmpty(rollout.GetProperty("text").GetString()!));
        Assert.Equal(0, (await AskAsync("runs", "audit", "old")).Code);

        var continued = await AskAsync("train", "--run", "old", "--output", "json");
        Assert.Equal((0, "Completed", 40), (continued.Code, continued.Json.GetProperty("state").GetString(), continued.Json.GetProperty("step").GetInt32()));
        Assert.Equal(0, (await AskAsync("runs", "audit", "old")).Code);
        var after = await GroupsAsync();
        Assert.DoesNotContain("Open", after.Select(group => group.State));
        Assert.Equal(before.Where(group => group.State != "Open").OrderBy(group => group.Number), after.Where(group => before.Any(old => old.Number == group.Number && old.State != "Open")).OrderBy(group => group.Number));
    }

    private Task<CommandResult> AskAsync(params string[] arguments) => Magistral.RunAsync([.. arguments, "--data", folder.Data]);

    private async Task<List<(int Number, string State, double? Reward)>> GroupsAsync() =>
        [.. (await AskAsync("groups", "list", "old", "--limit", "100000", "--output", "json")).Json.EnumerateArray().Select(group =>
            (group.GetProperty("group").GetInt32(), group.GetProperty("state").GetString()!, group.GetProperty("meanReward").ValueKind == System.Text.Json.JsonValueKind.Null ? (double?)null : group.GetProperty("meanReward").GetDouble()))];
}
