using System.Text.Json;
using CsCheck;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;
using Magistral.Contracts.Tests.Messages;
using Xunit;

namespace Magistral.Contracts.Tests.Specs;

public sealed class RunSpecTests
{
    private static readonly RunSpec Sound = new()
    {
        Sft = new() { TracesPerStage = [10, 10] },
        Stages = [new() { Name = "one" }, new() { Name = "two", NAsync = 64, NBatch = 64, NMinibatch = 32 }],
    };

    [Fact]
    public void The_defaults_with_stages_can_run() => Assert.Empty(RunSpecRules.Check(Sound));

    [Fact]
    public void A_spec_written_as_json_is_read_as_it_was()
    {
        var spec = (RunSpec)new FilledMessages().Of(typeof(RunSpec));
        MessageComparison.Same(spec, JsonSerializer.Deserialize<RunSpec>(RunSpecJson.Write(spec), RunSpecJson.Options), "spec");
    }

    [Fact]
    public void A_stage_keeps_the_sizes_of_rl_that_it_does_not_change()
    {
        Assert.Equal(new BatchSizes(Sound.Rl.NAsync, Sound.Rl.NBatch, Sound.Rl.NMinibatch), Sound.SizesOf(0));
        Assert.Equal(new BatchSizes(64, 64, 32), Sound.SizesOf(1));
        Assert.Equal(Sound.SizesOf(1), Sound.SizesOf(7));
    }

    [Theory]
    [InlineData(24, 48, 1, "rl.n_minibatch")]
    [InlineData(32, 48, 1, "rl.n_minibatch")]
    [InlineData(16, 64, 1, "rl.n_batch")]
    [InlineData(16, 64, -1, null)]
    [InlineData(16, 32, 1, null)]
    public void Sizes_with_which_no_batch_could_be_filled_are_refused(int nMinibatch, int nBatch, int maxStaleness, string? path)
    {
        var spec = Sound with { Rl = Sound.Rl with { NMinibatch = nMinibatch, NBatch = nBatch, MaxStaleness = maxStaleness } };
        Assert.Equal(path is null ? [] : [path], RunSpecRules.Check(spec).Select(fault => fault.Path));
    }

    [Fact]
    public void A_spec_that_the_rules_pass_leaves_room_for_a_whole_batch_in_every_stage() =>
        Gen.Select(Gen.Int[-1, 3], Gen.Int[1, 6], Gen.Int[1, 24]).Sample((maxStaleness, minibatch, batch) =>
        {
            var rl = Sound.Rl with { MaxStaleness = maxStaleness, NMinibatch = minibatch * 16, NBatch = batch * 16 };
            if (RunSpecRules.Check(Sound with { Rl = rl }).Any())
                return;
            Assert.Equal(0, rl.NBatch % rl.NMinibatch);
            Assert.True(maxStaleness < 0 || (maxStaleness + 1) * rl.NMinibatch >= rl.NBatch);
        });

    [Fact]
    public void Every_fault_is_told_at_once_under_its_path()
    {
        var broken = Sound with
        {
            Name = "Not A Name",
            Model = Sound.Model with { KvHeads = 2, Heads = 3 },
            Stages = [new() { Name = "one", LMax = 8, LCache = 9 }, new() { Name = "one", LMax = 100 }],
        };
        Assert.Equal(["name", "model.kv_heads", "stages[0].l_cache", "stages[1].name", "stages[1].l_max"], RunSpecRules.Check(broken).Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("addition-2.b_c", true)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a/b", false)]
    [InlineData("a\n", false)]
    public void A_name_is_what_a_folder_and_a_key_can_bear(string name, bool allowed) => Assert.Equal(allowed, RunSpecRules.IsRunName(name));
}
