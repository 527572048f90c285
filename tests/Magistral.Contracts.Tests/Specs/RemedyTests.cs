using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;
using Xunit;

namespace Magistral.Contracts.Tests.Specs;

/// <summary>Whoever follows the advice has mended the setting, and has no new fault.</summary>
public sealed partial class RemedyTests
{
    private static readonly RunSpec Sound = new()
    {
        Sft = new() { TracesPerStage = [10, 10] },
        Stages = [new() { Name = "one" }, new() { Name = "two", NAsync = 64, NBatch = 64, NMinibatch = 32 }],
    };

    /// <summary>Settings that others depend on: of RL, of a stage of its own sizes, and lengths.</summary>
    private static readonly (string Path, int Most, Func<RunSpec, int, RunSpec> With)[] Settings =
    [
        ("rl.group_size", 300, (spec, value) => spec with { Rl = spec.Rl with { GroupSize = Math.Max(2, value) } }),
        ("rl.n_minibatch", 300, (spec, value) => spec with { Rl = spec.Rl with { NMinibatch = value } }),
        ("rl.n_batch", 600, (spec, value) => spec with { Rl = spec.Rl with { NBatch = value } }),
        ("rl.max_staleness", 3, (spec, value) => spec with { Rl = spec.Rl with { MaxStaleness = value - 1 } }),
        ("rl.microbatch_tokens", 200, (spec, value) => spec with { Rl = spec.Rl with { MicrobatchTokens = value + 7 } }),
        ("stages[1].n_minibatch", 150, (spec, value) => Stage(spec, stage => stage with { NMinibatch = value })),
        ("stages[1].n_batch", 300, (spec, value) => Stage(spec, stage => stage with { NBatch = value })),
        ("stages[1].l_max", 3000, (spec, value) => Stage(spec, stage => stage with { LMax = value })),
        ("stages[1].l_cache", 3000, (spec, value) => Stage(spec, stage => stage with { LCache = value })),
        ("model.context", 3000, (spec, value) => spec with { Model = spec.Model with { Context = value + 7 } }),
    ];

    [Theory]
    [InlineData("rl.group_size", 7, "rl.n_minibatch: 128 is not a multiple of group_size 7: set rl.group_size to 8")]
    [InlineData("rl.n_minibatch", 100, "rl.n_minibatch: 100 is not a multiple of group_size 16: use 128")]
    [InlineData("rl.n_minibatch", 48, "rl.n_minibatch: 48 does not divide n_batch 128: use 64")]
    [InlineData("rl.n_minibatch", 256, "rl.n_minibatch: 256 does not divide n_batch 128: use 128")]
    [InlineData("rl.n_batch", 1024, "rl.n_batch: 1024 could never be filled: (max_staleness + 1) x n_minibatch is 256: raise max_staleness to 7 or lower n_batch")]
    [InlineData("stages[1].n_minibatch", 24, "stages[1].n_minibatch: 24 is not a multiple of group_size 16: use 32")]
    [InlineData("stages[1].l_max", 2000, "stages[1].l_max: 2000 leaves no room for a prompt in model.context 72: use less than 72 or raise model.context")]
    public void A_single_wrong_setting_is_told_with_a_value_that_helps(string path, int value, string fault) =>
        Assert.Contains(fault, RunSpecRules.Check(Settings.Single(setting => setting.Path == path).With(Sound, value)).Select(told => told.ToString()));

    [Fact]
    public void Where_no_single_setting_helps_no_number_is_named() => Assert.Equal(
        ["rl.n_minibatch: 127 is not a multiple of group_size 7: choose n_minibatch as a multiple of group_size, and n_batch as one of n_minibatch",
            "rl.n_minibatch: 127 does not divide n_batch 128: choose n_minibatch as a multiple of group_size, and n_batch as one of n_minibatch"],
        RunSpecRules.Check(Sound with { Stages = [Sound.Stages[0]], Sft = new() { TracesPerStage = [10] }, Rl = Sound.Rl with { GroupSize = 7, NMinibatch = 127 } }).Select(fault => fault.ToString()));

    [Fact]
    public void Limits_that_the_context_holds_in_no_way_are_raised_together()
    {
        var spec = Stage(Sound, stage => stage with { LMax = 2000, LCache = 100 });
        Assert.Equal(["stages[1].l_max: 2000 leaves no room for a prompt in model.context 72: raise model.context and rl.microbatch_tokens to 2001"], RunSpecRules.Check(spec).Select(fault => fault.ToString()));
    }

    [Fact]
    public void Whoever_follows_the_advice_for_a_wrong_setting_has_mended_it_and_has_no_new_fault() =>
        (from setting in Gen.Int[0, Settings.Length - 1]
         from value in Gen.Int[1, Settings[setting].Most]
         select Settings[setting].With(Sound, value)).Sample(AssertAdviceHelps, iter: 3000, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Whoever_follows_the_advice_for_two_wrong_settings_has_mended_it_and_has_no_new_fault() =>
        (from one in Gen.Int[0, Settings.Length - 1]
         from first in Gen.Int[1, Settings[one].Most]
         from two in Gen.Int[0, Settings.Length - 1]
         from second in Gen.Int[1, Settings[two].Most]
         select Settings[two].With(Settings[one].With(Sound, first), second)).Sample(AssertAdviceHelps, iter: 3000, seed: "0N0XIzNsQ0O2");

    private static void AssertAdviceHelps(RunSpec spec)
    {
        var faults = RunSpecRules.Check(spec).ToList();
        foreach (var fault in faults.Where(fault => Number().IsMatch(fault.Remedy)))
        {
            var followed = Followed(spec, fault).ToList();
            Assert.NotEmpty(followed);
            foreach (var next in followed)
            {
                var left = faults.Select(known => known.Path).ToList();
                left.RemoveAll(path => path == fault.Path);
                Assert.All(RunSpecRules.Check(next), found => Assert.True(left.Remove(found.Path), $"{fault}: followed, it makes {found}"));
            }
        }
    }

    /// <summary>What a reader of the advice would write.</summary>
    private static IEnumerable<RunSpec> Followed(RunSpec spec, SpecFault fault)
    {
        var numbers = Number().Matches(fault.Remedy).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture)).ToList();
        if (fault.Remedy.StartsWith("set rl.group_size to", StringComparison.Ordinal))
            return [spec with { Rl = spec.Rl with { GroupSize = numbers[0] } }];
        if (fault.Remedy.StartsWith("raise max_staleness to", StringComparison.Ordinal))
            return [spec with { Rl = spec.Rl with { MaxStaleness = numbers[0] } }];
        if (fault.Remedy.StartsWith("raise model.context", StringComparison.Ordinal))
            return [spec with
            {
                Model = spec.Model with { Context = numbers[0] },
                Rl = fault.Remedy.Contains("and rl.microbatch_tokens", StringComparison.Ordinal) ? spec.Rl with { MicrobatchTokens = numbers[0] } : spec.Rl,
            }];
        var first = fault.Path.StartsWith("stages[0]", StringComparison.Ordinal);
        var setting = Settings.Single(known => known.Path == (first ? fault.Path.Replace('0', '1') : fault.Path));
        RunSpec Write(int value) => first ? Swapped(setting.With(Swapped(spec), value)) : setting.With(spec, value);
        return fault.Remedy.Split(' ') switch
        {
            ["use", "a", "divisor", ..] => Enumerable.Range(1, numbers[0]).Where(size => numbers[0] % size == 0 && size % numbers[1] == 0).Select(Write),
            ["use", "less", ..] => [Write(numbers[0] - 1)],
            ["use", "at", "least", ..] => [Write(numbers[0] - 7)],
            ["use", ..] => [Write(numbers[0])],
            _ => throw new InvalidOperationException($"how is this followed: {fault}"),
        };
    }

    private static RunSpec Stage(RunSpec spec, Func<StageSpec, StageSpec> change) => spec with { Stages = [spec.Stages[0], change(spec.Stages[1])] };

    private static RunSpec Swapped(RunSpec spec) => spec with { Stages = [spec.Stages[1], spec.Stages[0]] };

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
