using CsCheck;
using Magistral.Contracts.Generation;
using Xunit;

namespace Magistral.Contracts.Tests.Keys;

public sealed class GeneratorKeyTests
{
    private static readonly Gen<string> Part = Gen.String[Gen.Char["az09-.:"], 1, 12];

    [Fact]
    public void A_key_is_read_as_it_was_written() => Gen.Select(Part, Part, Part).Sample((runId, silo, device) =>
        Assert.Equal(new(runId, silo, device), GeneratorKey.Parse(new GeneratorKey(runId, silo, device).ToString())));

    [Theory]
    [InlineData("run")]
    [InlineData("run/silo")]
    [InlineData("run//cpu")]
    [InlineData("run/silo/cpu/0")]
    public void What_is_no_key_is_refused_with_the_form_of_one(string text) =>
        Assert.Contains("run id/silo/device", Assert.Throws<FormatException>(() => GeneratorKey.Parse(text)).Message, StringComparison.Ordinal);
}
