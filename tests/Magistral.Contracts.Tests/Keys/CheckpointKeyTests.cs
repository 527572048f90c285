using CsCheck;
using Magistral.Contracts.Checkpoints;
using Xunit;

namespace Magistral.Contracts.Tests.Keys;

public sealed class CheckpointKeyTests
{
    [Fact]
    public void A_key_is_read_as_it_was_written() =>
        Gen.Select(Gen.String[Gen.Char["az09-./"], 1, 30], Gen.Int[0, int.MaxValue]).Sample((runId, step) =>
            Assert.Equal(new(runId, step), CheckpointKey.Parse(new CheckpointKey(runId, step).ToString())));

    [Theory]
    [InlineData("run")]
    [InlineData("run/")]
    [InlineData("run/-1")]
    public void What_is_no_key_is_refused_with_the_form_of_one(string text) =>
        Assert.Contains("run id/step", Assert.Throws<FormatException>(() => CheckpointKey.Parse(text)).Message, StringComparison.Ordinal);
}
