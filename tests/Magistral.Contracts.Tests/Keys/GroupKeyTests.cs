using CsCheck;
using Magistral.Contracts.PromptGroups;
using Xunit;

namespace Magistral.Contracts.Tests.Keys;

public sealed class GroupKeyTests
{
    [Fact]
    public void A_key_is_read_as_it_was_written() =>
        Gen.Select(Gen.String[Gen.Char["az09-./"], 1, 30], Gen.Int[0, int.MaxValue]).Sample((runId, number) =>
            Assert.Equal(new(runId, number), GroupKey.Parse(new GroupKey(runId, number).ToString())));

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("run/")]
    [InlineData("/1")]
    [InlineData("run/one")]
    [InlineData("run/-1")]
    [InlineData("run/ 1")]
    [InlineData("run/99999999999")]
    public void What_is_no_key_is_refused_with_the_form_of_one(string text) =>
        Assert.Contains("run id/group number", Assert.Throws<FormatException>(() => GroupKey.Parse(text)).Message, StringComparison.Ordinal);
}
