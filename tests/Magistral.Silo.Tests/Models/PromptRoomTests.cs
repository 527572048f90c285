using Magistral.Contracts;
using Magistral.Contracts.Curriculum;
using Magistral.Method.Verification;
using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class PromptRoomTests
{
    private static readonly Problem Problem = new("p7", 0, "one", TaskKind.Math, "1+1=", "2", LMax: 24, LCache: 4);

    [Theory]
    [InlineData(4, 24)]
    [InlineData(24, 24)]
    [InlineData(25, 23)]
    [InlineData(47, 1)]
    public void A_completion_may_be_as_long_as_its_limit_and_as_what_the_context_leaves(int promptTokens, int room) =>
        Assert.Equal(room, PromptRoom.Of(Problem, promptTokens, context: 48));

    [Theory]
    [InlineData(48)]
    [InlineData(49)]
    public void A_prompt_that_fills_the_context_is_refused(int promptTokens) => Assert.Equal(
        $"the prompt of problem p7 has {promptTokens} tokens, model.context is 48: raise model.context, or leave the problem out",
        Assert.Throws<MagistralException>(() => PromptRoom.Of(Problem, promptTokens, context: 48)).Message);
}
