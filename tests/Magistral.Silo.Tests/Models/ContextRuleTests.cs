using Magistral.Contracts.Specs;
using Magistral.Silo.Models;
using Magistral.Silo.Tests.Training;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class ContextRuleTests
{
    private static readonly RunSpec Spec = TinyService.Spec;

    [Fact]
    public void A_run_whose_problems_fit_has_no_fault() => Assert.Empty(Check(Spec));

    [Theory]
    [InlineData(44, true)]   // behind 1+1= there are 44 of 48 tokens
    [InlineData(45, false)]
    public void A_prompt_and_its_longest_completion_fit_into_the_context(int lMax, bool fits)
    {
        var faults = Check(Spec with { Stages = [Spec.Stages[0] with { LMax = lMax }] });
        Assert.Equal(fits ? [] : ["stages[0].l_max: 45 is more than model.context 48 leaves behind a prompt of 4 tokens: use at most 44, or raise model.context to 49"], faults);
    }

    [Theory]
    [InlineData(4, 256, "use at most 44, or raise model.context to 50")]
    [InlineData(45, 256, "raise model.context to 50")] // l_cache would be more than l_max
    [InlineData(4, 49, "use at most 44")] // microbatch_tokens would be less than the context
    [InlineData(45, 49, "lower l_max and l_cache, or raise model.context and rl.microbatch_tokens")]
    public void Only_what_helps_is_advised(int lCache, int microbatchTokens, string advice)
    {
        var spec = Spec with { Rl = Spec.Rl with { MicrobatchTokens = microbatchTokens }, Stages = [Spec.Stages[0] with { LMax = 46, LCache = lCache }] };
        Assert.EndsWith(": " + advice, Assert.Single(Check(spec)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_prompt_that_fills_the_context_is_a_fault_of_the_context()
    {
        var faults = Check(Spec with { Model = Spec.Model with { Context = 8 }, Sft = Spec.Sft with { Steps = 0 }, Stages = [Spec.Stages[0] with { Problems = new() { Digits = 5 }, LMax = 4 }] });
        Assert.Equal(["model.context: 8 leaves no room behind a prompt of stage one-digit, which has 12 tokens: use at least 16"], faults);
    }

    [Fact]
    public void An_example_longer_than_the_context_is_a_fault_where_it_is_taught()
    {
        var spec = Spec with { Model = Spec.Model with { Context = 24 }, Stages = [Spec.Stages[0] with { Problems = new() { Digits = 2 }, LMax = 12 }] };
        Assert.Equal("model.context: 24 is less than the 32 tokens of an example of stage one-digit: use at least 32, or teach none of that stage in sft.traces_per_stage", Assert.Single(Check(spec)));
        Assert.Empty(Check(spec with { Sft = spec.Sft with { Steps = 0 } }));
        Assert.Empty(Check(spec with { Sft = spec.Sft with { TracesPerStage = [0] } }));
        Assert.EndsWith(": raise it, or teach none of that stage in sft.traces_per_stage", Assert.Single(Check(spec with { Rl = spec.Rl with { MicrobatchTokens = 30 } })), StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_of_files_have_checks_of_their_own() =>
        Assert.Empty(Check(Spec with { Stages = [Spec.Stages[0] with { LMax = 45, Problems = new() { Path = "problems.jsonl" } }] }));

    [Theory]
    [InlineData(12, 256, "12 leaves no room behind a prompt of stage one-digit, which has 12 tokens: use at least 16")]
    [InlineData(8, 8, "8 leaves no room behind a prompt of stage one-digit, which has 12 tokens: lower l_max and l_cache, or raise model.context and rl.microbatch_tokens")]
    public void A_context_that_is_filled_to_the_last_token_leaves_no_room(int context, int microbatchTokens, string fault) => Assert.Equal([$"model.context: {fault}"], Check(Spec with
    {
        Model = Spec.Model with { Context = context },
        Sft = Spec.Sft with { Steps = 0 },
        Rl = Spec.Rl with { MicrobatchTokens = microbatchTokens },
        Stages = [Spec.Stages[0] with { Problems = new() { Digits = 5 }, LMax = 4 }],
    }));

    [Fact]
    public void Only_the_stage_at_fault_is_advised_to_have_shorter_completions()
    {
        var file = Spec.Stages[0] with { Name = "file", LMax = 47, LCache = 45, Problems = new() { Path = "problems.jsonl" } };
        var spec = Spec with { Sft = Spec.Sft with { TracesPerStage = [400, 0] }, Stages = [Spec.Stages[0] with { LMax = 46 }, file] };
        Assert.EndsWith(": use at most 44, or raise model.context to 50", Assert.Single(Check(spec)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(44, ", or raise model.context to 48")]
    [InlineData(45, ": use at most 36")]
    public void A_folders_context_can_be_raised_as_far_as_the_folder_goes(int lMax, string advice)
    {
        using var folder = new ExportedFolder(TokenizerKind.Characters);
        var spec = ExportedFolder.SpecOf(new() { Path = folder.DirectoryPath, Context = 40 });
        Assert.EndsWith(advice, Assert.Single(Check(spec with { Sft = spec.Sft with { Steps = 0 }, Stages = [spec.Stages[0] with { LMax = lMax }] })), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_cannot_be_checked()
    {
        Assert.Throws<ArgumentNullException>("spec", () => ContextRule.Check(null!, ModelPlan.Of(Spec, TimeProvider.System)).ToList());
        Assert.Throws<ArgumentNullException>("model", () => ContextRule.Check(Spec, null!).ToList());
    }

    private static string[] Check(RunSpec spec) => [.. ContextRule.Check(spec, ModelPlan.Of(spec, TimeProvider.System)).Select(fault => fault.ToString())];
}
