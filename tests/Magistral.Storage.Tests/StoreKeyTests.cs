using Magistral.Grains.Storage;
using Xunit;

namespace Magistral.Storage.Tests;

public class StoreKeyTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("state/prompt-group/run_1/7/group")]
    [InlineData("a.b/c%2F=+")]
    public void A_well_formed_key_is_kept(string value) => Assert.Equal(value, new StoreKey(value).Value);

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/.hidden")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("ä")]
    [InlineData("a\0")]
    public void A_key_that_could_leave_its_folder_or_its_alphabet_is_refused(string value) =>
        Assert.ThrowsAny<ArgumentException>(() => new StoreKey(value));

    [Fact]
    public void Too_long_segments_and_keys_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new StoreKey(new string('a', 201)));
        Assert.Throws<ArgumentException>(() => new StoreKey(string.Join('/', Enumerable.Repeat("aaaaaaaaa", 101))));
    }
}
