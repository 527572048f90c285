using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Specs;

public sealed class RunSpecDifferenceTests
{
    [Fact]
    public void Equal_specs_have_no_difference() =>
        Assert.Empty(RunSpecDifference.Between(RunSpecReader.Read(Tiny.Yaml, "a"), RunSpecReader.Read(Tiny.Yaml, "b")));

    [Fact]
    public void Differences_name_path_old_and_new_value() => Assert.Equal(
        ["seed: 7 -> 8", "rl.betas: [0.9, 0.95] -> [0.9, 0.99]", "stages[0].n_async: null -> 4"],
        RunSpecDifference.Between(
            RunSpecReader.Read(Tiny.Yaml, "a"),
            RunSpecReader.Read(Tiny.Yaml, "b", "seed=8", "rl.betas=[0.9, 0.99]", "stages[0].n_async=4")).Select(difference => difference.ToString()));

    [Fact]
    public void A_stage_more_is_listed_setting_by_setting()
    {
        var one = RunSpecReader.Read(Tiny.Yaml, "a");
        var two = one with { Stages = [.. one.Stages, one.Stages[0] with { Name = "two" }] };
        var differences = RunSpecDifference.Between(one, two);
        Assert.Contains(new SpecDifference("stages[1].name", null, "two"), differences);
        Assert.All(differences, difference => Assert.StartsWith("stages[1].", difference.Path, StringComparison.Ordinal));
    }
}
