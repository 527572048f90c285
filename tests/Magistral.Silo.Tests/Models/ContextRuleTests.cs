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
        Assert.StartsWith("model.context: 24 is less than the ", Assert.Single(Check(spec)), StringComparison.Ordinal);
        Assert.Empty(Check(spec with { Sft = spec.Sft with { Steps = 0 } }));
    }

    private static string[] Check(RunSpec spec) => [.. ContextRule.Check(spec, ModelPlan.Of(spec, TimeProvider.System)).Select(fault => fault.ToString())];
}
