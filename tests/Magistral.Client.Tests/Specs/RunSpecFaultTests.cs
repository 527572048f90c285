using Magistral.Client.Specs;
using Magistral.Client.Specs.Syntax;

namespace Magistral.Client.Tests.Specs;

public sealed class RunSpecFaultTests
{
    [Fact]
    public void An_unknown_key_names_the_nearest_one() => Faults.Expect(
        "spec.yaml:9:3: rl.learning_rte: there is no such setting: did you mean learning_rate?", Tiny.With("learning_rate", "learning_rte"));

    [Fact]
    public void A_key_of_another_section_names_its_full_path() => Faults.Expect(
        "spec.yaml:2:1: learning_rate: there is no such setting: did you mean sft.learning_rate or rl.learning_rate?", Tiny.With("seed: 7", "learning_rate: 7"));

    [Fact]
    public void A_key_like_no_other_lists_the_known_ones() => Faults.Expect(
        "spec.yaml:12:17: stages[0].problems.zzzzzz: there is no such setting: the settings here are generator, digits, path, columns, held_out_share, held_out_path", Tiny.With("digits: 1", "zzzzzz: 1"));

    [Fact]
    public void Keys_in_another_spelling_are_unknown() => Faults.Expect(
        "spec.yaml:9:3: rl.LearningRate: there is no such setting: did you mean learning_rate?", Tiny.With("learning_rate", "LearningRate"));

    [Fact]
    public void A_key_written_twice_says_where_it_was_first() => Faults.Expect(
        "spec.yaml:3:1: seed: this key was written before, in line 2: keep one of the two", Tiny.With("seed: 7", "seed: 7\nseed: 8"));

    [Theory]
    [InlineData("seed: 7", "seed: \"7\"", "spec.yaml:2:7: seed: the text '7' is not a whole number: write it without quotes")]
    [InlineData("seed: 7", "seed: 7.5", "spec.yaml:2:7: seed: the number 7.5 is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: 7.0", "spec.yaml:2:7: seed: the number 7.0 is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: 1_000", "spec.yaml:2:7: seed: the text '1_000' is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: true", "spec.yaml:2:7: seed: the flag true is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed:", "spec.yaml:2:6: seed: an empty value is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: [7]", "spec.yaml:2:7: seed: a list is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: { a: 7 }", "spec.yaml:2:7: seed: a mapping is not a whole number: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: -7", "spec.yaml:2:7: seed: -7 is out of range: write a whole number, 0 or more")]
    [InlineData("seed: 7", "seed: 99999999999999999999", "spec.yaml:2:7: seed: 99999999999999999999 is out of range: write a whole number, 0 or more")]
    [InlineData("group_size: 4", "group_size: 1", "spec.yaml:5:15: rl.group_size: 1 is out of range: write a whole number from 2 to 4096")]
    [InlineData("n_async: 8", "n_async: 3000000000", "spec.yaml:6:12: rl.n_async: 3000000000 is out of range: write a whole number from 1 to 65536")]
    [InlineData("1e-3", "fast", "spec.yaml:9:18: rl.learning_rate: the text 'fast' is not a number: write a number from 0 to 1")]
    [InlineData("1e-3", "'1e-3'", "spec.yaml:9:18: rl.learning_rate: the text '1e-3' is not a number: write it without quotes")]
    [InlineData("1e-3", "1e400", "spec.yaml:9:18: rl.learning_rate: 1e400 is out of range: write a number from 0 to 1")]
    [InlineData("1e-3", ".nan", "spec.yaml:9:18: rl.learning_rate: .nan is out of range: write a number from 0 to 1")]
    [InlineData("1e-3", "-.inf", "spec.yaml:9:18: rl.learning_rate: -.inf is out of range: write a number from 0 to 1")]
    [InlineData("name: tiny", "name: 12", "spec.yaml:1:7: name: the number 12 is not a text: write it in quotes: \"12\"")]
    [InlineData("name: tiny", "name: \"\"", "spec.yaml:1:7: name: the text is empty: write a text")]
    [InlineData("[8]", "8", "spec.yaml:3:36: sft.traces_per_stage: the number 8 is not a list: write a list such as [1, 2]")]
    [InlineData("[8]", "[]", "spec.yaml:3:36: sft.traces_per_stage: the list is empty: write at least one item")]
    [InlineData("[8]", "[-1]", "spec.yaml:3:37: sft.traces_per_stage[0]: -1 is out of range: write a whole number from 0 to 1000000")]
    [InlineData("[8]", "[8, x]", "spec.yaml:3:40: sft.traces_per_stage[1]: the text 'x' is not a whole number: write a whole number from 0 to 1000000")]
    [InlineData("problems: { digits: 1 }", "problems: addition", "spec.yaml:12:15: stages[0].problems: the text 'addition' stands where settings are expected: write settings as key: value")]
    [InlineData("problems: { digits: 1 }", "problems:", "spec.yaml:12:14: stages[0].problems: an empty value stands where settings are expected: write settings as key: value")]
    public void A_value_of_the_wrong_kind_or_size_is_named_with_its_place(string old, string @new, string line) =>
        Faults.Expect(line, Tiny.With(old, @new));

    [Fact]
    public void A_wrong_choice_lists_the_right_ones() => Faults.Expect(
        "spec.yaml:5:3: rl.objective: the text 'ppo' is not one of its values: write one of clip_higher, dr_grpo, gspo, cispo".Replace("5:3", "5:14", StringComparison.Ordinal),
        Tiny.With("group_size: 4", "objective: ppo\n  group_size: 4"));

    [Fact]
    public void A_flag_is_true_or_false_and_not_yes() => Faults.Expect(
        "spec.yaml:2:16: model.tied: the text 'yes' is not true or false: write true or false", Tiny.With("seed: 7", "model: { tied: yes }"));

    [Fact]
    public void A_stage_without_a_name_is_told_at_the_stage() => Faults.Expect(
        "spec.yaml:11:5: stages[0].name: this setting is missing: write a text", Tiny.With("name: one", "kind: rl"));

    [Fact]
    public void Stages_are_a_list_with_dashes() => Faults.Expect(
        "spec.yaml:2:9: stages: the text 'addition' is not a list: write a list, each item with a dash before it", "name: a\nstages: addition\n");

    [Fact]
    public void A_spec_without_stages_is_told_at_its_beginning() => Faults.Expect(
        "spec.yaml:1:1: stages: this setting is missing: write a list, each item with a dash before it", "name: a\n");

    [Theory]
    [InlineData("l_cache: 4", "l_cache: 21", "spec.yaml:14:14: stages[0].l_cache: 21 is greater than l_max 20: use at most 20")]
    [InlineData("n_minibatch: 8", "n_minibatch: 12", "spec.yaml:8:16: rl.n_minibatch: 12 does not divide n_batch 8: use a divisor of 8 that is a multiple of group_size 4")]
    [InlineData("name: tiny", "name: Tiny", "spec.yaml:1:7: name: 'Tiny' is not a run name: use a-z, 0-9, '.', '_' and '-', starting with a letter or digit, 63 at most")]
    public void A_rule_between_settings_is_told_at_the_line_it_names(string old, string @new, string line) => Faults.Expect(line, Tiny.With(old, @new));

    [Fact]
    public void A_rule_about_a_setting_that_is_not_written_is_told_at_its_section() =>
        Assert.Equal("spec.yaml:5:3", Faults.Only(Tiny.With("n_minibatch: 8", "max_staleness: 0")).Location.ToString());

    [Fact]
    public void Two_rules_about_one_setting_share_a_line() => Assert.Equal(
        "spec.yaml:8:16: rl.n_minibatch: 6 is not a multiple of group_size 4: use 8; 6 does not divide n_batch 8: use a divisor of 8 that is a multiple of group_size 4",
        Assert.Single(Assert.Throws<RunSpecReadException>(() => RunSpecReader.Read(Tiny.With("n_minibatch: 8", "n_minibatch: 6"), "spec.yaml")).Lines));

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file() =>
        Assert.Equal(["seed", "rl.n_asink", "rl.n_batch", "stages[0].l_max"], Faults
            .Of("name: a\nseed: x\nrl:\n  n_asink: 3\n  n_batch: 0\nstages: [ { name: b, l_max: -1 } ]\n").Select(fault => fault.Fault.Path));
}
