using Magistral.Silo.Models;
using Xunit;

namespace Magistral.Silo.Tests.Models;

public sealed class TokenBytesTests
{
    [Fact]
    public void Tokens_are_four_bytes_each_the_lowest_first_and_read_back_the_same()
    {
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0], TokenBytes.Of([1, 256]));
        Assert.Equal([1, 256, -1], TokenBytes.Tokens(TokenBytes.Of([1, 256, -1])));
    }

    [Fact]
    public void Log_probabilities_read_back_bit_by_bit()
    {
        Assert.Equal([0, 0, 128, 191], TokenBytes.Of([-1f]));
        Assert.Equal([-0.1f, float.NegativeInfinity], TokenBytes.LogProbs(TokenBytes.Of([-0.1f, float.NegativeInfinity])));
    }
}
