using Magistral.Testing;
using Magistral.Text.Tokenizers.Checking;
using Xunit;

namespace Magistral.Text.Tests.Tokenizers;

public sealed class TokenizerCheckTests
{
    [Fact]
    public void Every_row_of_the_fixtures_agrees()
    {
        foreach (var folder in Directory.EnumerateDirectories(Fixtures.Require("tokenizers")))
            Assert.DoesNotContain(TokenizerCheck.Run(folder, TimeProvider.System), row => row.Fault is not null);
    }

    [Theory]
    [InlineData("""{"vocab_size":7}""", "vocab_size")]
    [InlineData("""{"cases":[{"text":"the","ids":[1]}]}""", "cases[0]")]
    [InlineData("""{"cases":[{"text":"","ids":[],"decoded":"x"}]}""", "cases[0]")]
    [InlineData("""{"chat":[{"messages":[],"text":"no"}]}""", "chat[0]")]
    public void A_value_that_differs_is_named(string expected, string path)
    {
        using var folder = TokenizerFolder.Trained(template: "yes");
        File.WriteAllText(Path.Combine(folder.Root, "expected.json"), expected);
        var row = Assert.Single(TokenizerCheck.Run(folder.Root, TimeProvider.System));
        Assert.Equal(path, row.Path);
        Assert.NotNull(row.Fault);
    }
}
