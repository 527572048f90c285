using Magistral.Cli.Reports.Samples;

namespace Magistral.Cli.Tests.Reports;

public sealed class AdditionStepsTests
{
    [Theory]
    [InlineData(@"<think>7+5+0=12;4+8+1=13;</think>\boxed{132}", null)]
    [InlineData(@"<think>7+5+0=12;4+8+1=12;</think>\boxed{122}", "step 2 of 2, the tens, says 4+8+1=12: the sum is 13")]
    [InlineData(@"<think>7+5+0=12;4+8+0=12;</think>\boxed{122}", "step 2 of 2, the tens, says 4+8+0=12: the carry is 1")]
    [InlineData(@"<think>7+6+0=13;4+8+1=13;</think>\boxed{133}", "step 1 of 2, the units, says 7+6+0=13: the digits are 7 and 5")]
    [InlineData(@"<think>7+5+0=12;</think>\boxed{12}", "the step for the tens is missing: it is 4+8+1=13")]
    [InlineData(@"<think>7+5+0=12;4+8+1=13;0+0+1=1;</think>\boxed{132}", "there is a step too many: 0+0+1=1")]
    [InlineData(@"<think>7+5+0=12;4+8+1=13;</think>\boxed{142}", "every step is right, but the box says 142 instead of 132")]
    public void The_first_wrong_step_of_an_addition_is_named(string completion, string? fault) =>
        Assert.Equal(fault, AdditionSteps.FirstFault("47+85=", completion));

    [Fact]
    public void Other_prompts_are_not_explained() => Assert.Null(AdditionSteps.FirstFault("What is 47+85?", "132"));
}
