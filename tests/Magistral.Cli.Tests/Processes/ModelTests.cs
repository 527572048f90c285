using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Engine.Benchmarks;
using Magistral.Engine.Weights;
using Magistral.Testing;

namespace Magistral.Cli.Tests.Processes;

public sealed class ModelTests
{
    private const long TwoGigabytes = 2_000_000_000;

    [Fact]
    public async Task A_folder_of_the_fixtures_agrees_with_its_expected_outputs()
    {
        var result = await Magistral.RunAsync("model", "check", Fixtures.Require("models/mistral-gqa"), "--output", "json");
        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.True(JsonDocument.Parse(result.Output).RootElement.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task A_folder_that_does_not_agree_fails_and_says_in_what()
    {
        using var folder = new WorkFolder();
        foreach (var path in Directory.EnumerateFiles(Fixtures.Require("models/mistral-gqa")))
            File.WriteAllBytes(Path.Combine(folder.Root, Path.GetFileName(path)), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Root, "config.json"), TestContext.Current.CancellationToken))!;
        config["rms_norm_eps"] = 1e-2;
        folder.Write("config.json", config.ToJsonString());
        var result = await Magistral.RunAsync("model", "check", folder.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("error: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("token_logprobs differs by", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sizes_of_a_model_are_shown()
    {
        var result = await Magistral.RunAsync("model", "info", Fixtures.Require("models/qwen3-qknorm-sharded"), "--output", "json");
        var info = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal((0, 170_528, "Qwen3"), (result.Code, info.GetProperty("parameters").GetInt32(), info.GetProperty("architecture").GetString()));
        Assert.Equal(3 * 2 * 2 * 16 * 4, info.GetProperty("memory").GetProperty("cacheBytesPerToken").GetInt32());
    }

    [Theory]
    [InlineData("check")]
    [InlineData("info")]
    public async Task A_folder_that_is_not_there_is_not_found(string command) => Assert.Equal(3, (await Magistral.RunAsync("model", command, "no-such-folder")).Code);

    [Theory]
    [InlineData("check")]
    [InlineData("info")]
    public async Task A_torn_checkpoint_is_one_line_that_names_file_and_tensor(string command)
    {
        using var folder = new WorkFolder();
        foreach (var path in Directory.EnumerateFiles(Fixtures.Require("models/llama-tied-rope3")))
            File.WriteAllBytes(Path.Combine(folder.Root, Path.GetFileName(path)), await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        var weights = Path.Combine(folder.Root, "model.safetensors");
        File.WriteAllBytes(weights, (await File.ReadAllBytesAsync(weights, TestContext.Current.CancellationToken))[..^100]);
        var result = await Magistral.RunAsync("model", command, folder.Root);
        Assert.Equal((1, ""), (result.Code, result.Output));
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("model.safetensors ends within array model.norm.weight", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loading_two_gigabytes_takes_little_more_than_the_files_size()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux tells a process its peak");
        using var folder = new WorkFolder();
        var (model, format) = (Path.Combine(folder.Root, "model"), NumberFormat.BF16);
        Assert.SkipWhen(new DriveInfo(folder.Root).AvailableFreeSpace < 2 * TwoGigabytes, "the disk has no room for the checkpoint");
        RandomModelFolder.Write(model, RandomModelFolder.OfBytes(TwoGigabytes, format), format, seed: 1, shardBytes: TwoGigabytes / 3);
        var result = await Magistral.RunAsync("model", "info", model, "--load", "--output", "json");
        var share = JsonDocument.Parse(result.Output).RootElement.GetProperty("loaded").EnumerateArray().Single(figure => figure.GetProperty("unit").GetString() == "of the file");
        Assert.InRange(share.GetProperty("value").GetDouble(), 0.9, 1.15);
    }
}
