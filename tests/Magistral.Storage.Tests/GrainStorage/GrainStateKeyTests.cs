using CsCheck;
using Magistral.Storage.GrainStorage;
using Xunit;

namespace Magistral.Storage.Tests.GrainStorage;

public class GrainStateKeyTests
{
    [Theory]
    [InlineData("r1/7", "state/prompt-group/r1/7/group")]
    [InlineData("a b", "state/prompt-group/a%20b/group")]
    [InlineData("..", "state/prompt-group/%2E./group")]
    [InlineData("a//b", "state/prompt-group/a/%/b/group")]
    [InlineData("é", "state/prompt-group/%C3%A9/group")]
    public void A_grain_key_becomes_folders(string key, string expected) =>
        Assert.Equal(expected, GrainStateKey.Of(GrainId.Create("prompt-group", key), "group").Value);

    [Fact]
    public void Two_grains_never_share_a_key() => Gen.String[1, 6].Select(Gen.String[1, 6]).Sample((one, other) =>
    {
        if (one != other && IsGrainKey(one) && IsGrainKey(other))
            Assert.NotEqual(GrainStateKey.Of(GrainId.Create("t", one), "s"), GrainStateKey.Of(GrainId.Create("t", other), "s"));
    });

    /// <summary>Orleans takes no blank key, and a lone surrogate is no text.</summary>
    private static bool IsGrainKey(string key) => !string.IsNullOrWhiteSpace(key) && !key.Any(char.IsSurrogate);
}
