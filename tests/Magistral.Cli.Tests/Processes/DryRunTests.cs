using Magistral.Client.Specs;

namespace Magistral.Cli.Tests.Processes;

public sealed class DryRunTests
{
    [Fact]
    public async Task A_dry_run_prints_a_spec_that_reads_back_the_same()
    {
        var printed = await Magistral.RunAsync("train", "--dry-run", "--set", "seed=5", "--run", "other");
        var spec = RunSpecReader.Read(printed.Output, "printed.yaml");
        Assert.Equal(("other", 5), (spec.Name, spec.Seed));
        Assert.Equal(printed.Output, RunSpecWriter.ToYaml(spec));
    }

    [Fact]
    public async Task A_dry_run_as_json_holds_the_same_keys() =>
        Assert.Equal(0, (await Magistral.RunAsync("train", "--dry-run", "--output", "json", "--set", "rl.learning_rate=0")).Json
            .GetProperty("rl").GetProperty("learning_rate").GetDouble());

    [Fact]
    public async Task The_bundled_curriculum_has_three_stages_of_rising_digits_and_length()
    {
        var stages = (await Magistral.RunAsync("train", "--dry-run", "--output", "json")).Json.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal([2, 3, 4], stages.Select(stage => stage.GetProperty("problems").GetProperty("digits").GetInt32()));
        Assert.True(stages.Zip(stages.Skip(1)).All(pair => pair.First.GetProperty("l_max").GetInt32() < pair.Second.GetProperty("l_max").GetInt32()));
    }

    [Fact]
    public async Task The_schema_is_printed_as_json() =>
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (await Magistral.RunAsync("schema")).Json.GetProperty("$schema").GetString());

    [Fact]
    public async Task The_version_is_printed() => Assert.Matches(@"^\d+\.\d+\.\d+\s*$", (await Magistral.RunAsync("--version")).Output);
}
