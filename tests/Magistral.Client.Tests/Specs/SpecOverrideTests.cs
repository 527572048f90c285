using Magistral.Client.Specs;

namespace Magistral.Client.Tests.Specs;

public sealed class SpecOverrideTests
{
    private static Contracts.Specs.RunSpec Read(params string[] overrides) => RunSpecReader.Read(Tiny.Yaml, "spec.yaml", overrides);

    [Fact]
    public void An_override_replaces_a_written_value() => Assert.Equal(9, Read("seed=9").Seed);

    [Fact]
    public void An_override_adds_a_value_that_is_not_written() => Assert.Equal(0.4, Read("rl.clip_high=0.4").Rl.ClipHigh);

    [Fact]
    public void An_override_adds_a_section_that_is_not_written() => Assert.Equal(64, Read("model.hidden=64", "model.heads=2", "model.kv_heads=1").Model.Hidden);

    [Theory]
    [InlineData("stages[0].l_max=21")]
    [InlineData("stages.0.l_max=21")]
    [InlineData(" stages[0].l_max = 21 ")]
    public void An_override_reaches_into_a_list(string assignment) => Assert.Equal(21, Read(assignment).Stages[0].LMax);

    [Fact]
    public void An_override_may_be_a_list() => Assert.Equal([0.8, 0.9], Read("rl.betas=[0.8,0.9]").Rl.Betas);

    [Fact]
    public void An_override_may_be_one_item_of_a_list() => Assert.Equal([9], Read("sft.traces_per_stage[0]=9").Sft.TracesPerStage);

    [Fact]
    public void An_override_may_be_a_section() => Assert.Equal(3, Read("stages[0].problems={digits: 3}").Stages[0].Problems.Digits);

    [Fact]
    public void The_last_of_two_overrides_stands() => Assert.Equal(3, Read("seed=2", "seed=3").Seed);

    [Theory]
    [InlineData("seed", "--set seed: this is not path=value: write it like rl.learning_rate=1e-4 or stages[1].l_max=60")]
    [InlineData("=3", "--set =3: this is not path=value: write it like rl.learning_rate=1e-4 or stages[1].l_max=60")]
    [InlineData("rl..x=3", "--set rl..x=3: this is not path=value: write it like rl.learning_rate=1e-4 or stages[1].l_max=60")]
    [InlineData("stages[=3", "--set stages[=3: this is not path=value: write it like rl.learning_rate=1e-4 or stages[1].l_max=60")]
    [InlineData("seed=", "--set seed=: seed: an empty value is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed='7'", "--set seed='7': seed: the text '7' is not a whole number: write it without quotes")]
    [InlineData("rl.learning_rate=fast", "--set rl.learning_rate=fast: rl.learning_rate: the text 'fast' is not a number: write a number from 0 to 1")]
    [InlineData("rl.lerning_rate=0", "--set rl.lerning_rate=0: rl.lerning_rate: there is no such setting: did you mean learning_rate?")]
    [InlineData("learning_rate=0", "--set learning_rate=0: learning_rate: there is no such setting: did you mean sft.learning_rate or rl.learning_rate?")]
    [InlineData("seed.x=0", "--set seed.x=0: seed: is a single value, so nothing is inside it: leave out what follows it in the path")]
    [InlineData("rl.clip_low.x=0", "--set rl.clip_low.x=0: rl.clip_low: a mapping is not a number: write a number from 0 to 1")]
    [InlineData("stages[1].l_max=3", "--set stages[1].l_max=3: stages: has no item '1': its items are 0 to 0")]
    [InlineData("stages.one.l_max=3", "--set stages.one.l_max=3: stages: has no item 'one': its items are 0 to 0")]
    [InlineData("rl[0]=3", "--set rl[0]=3: rl: is not a list, so it has no item 0: name a key of it")]
    [InlineData("rl.betas[0]=0.5", "--set rl.betas[0]=0.5: rl.betas: is not written in the spec: set the whole list, such as [1, 2]")]
    [InlineData("stages[0].l_cache=30", "--set stages[0].l_cache=30: stages[0].l_cache: 30 is greater than l_max 20: use at most 20")]
    public void A_fault_of_an_override_names_the_override(string assignment, string line) => Faults.Expect(line, Tiny.Yaml, assignment);

    [Fact]
    public void An_override_that_is_not_yaml_names_the_override() =>
        Assert.StartsWith("--set rl.betas=[0.9: this is not YAML: ", Faults.Only(Tiny.Yaml, "rl.betas=[0.9").ToString(), StringComparison.Ordinal);

    [Fact]
    public void An_override_with_a_line_break_is_told_in_one_line() =>
        Assert.DoesNotContain(Faults.Only(Tiny.Yaml, "seed=a\nb").ToString(), char.IsControl);

    [Fact]
    public void Overrides_are_told_after_the_faults_of_the_file() =>
        Assert.Equal(["seed", "rl.n_async"], Faults.Of(Tiny.With("seed: 7", "seed: x"), "rl.n_async=x").Select(fault => fault.Fault.Path));
}
