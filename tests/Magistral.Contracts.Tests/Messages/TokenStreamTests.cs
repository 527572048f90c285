using CsCheck;
using Magistral.Contracts.Generation;
using Magistral.Contracts.PromptGroups;
using Magistral.Method.Generation;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Xunit;

namespace Magistral.Contracts.Tests.Messages;

public sealed class TokenStreamTests
{
    private static readonly Serializer<PartialRollout> Serializer = new ServiceCollection().AddSerializer(builder => builder.AddAssembly(typeof(MagistralException).Assembly))
        .BuildServiceProvider().GetRequiredService<Serializer<PartialRollout>>();

    [Fact]
    public void Any_stream_arrives_as_it_was_sent() => Gen.Select(Gen.Int[1, 5], Gen.Int[-1, 2]).Array[0, 6].Sample(spans =>
    {
        var stream = spans.Aggregate(TokenStream.Empty, (sent, span) => sent.Append(span.Item2 < 0
            ? TokenStream.Given([.. Enumerable.Range(sent.Length, span.Item1)])
            : TokenStream.Sampled([.. Enumerable.Range(sent.Length, span.Item1)], [.. Enumerable.Range(1, span.Item1).Select(number => -number / 8f)], new(span.Item2))));
        Assert.Equal(new PartialRollout(3, stream), Serializer.Deserialize(Serializer.SerializeToArray(new(3, stream))));
    });

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(1, 3, 3)]
    public void A_stream_that_is_not_whole_arrives_as_it_is(int tokens, int logProbs, int origins)
    {
        var stream = new TokenStream(new int[tokens], new float[logProbs], [new(origins, new(1))]);
        Assert.Equal(stream, Serializer.Deserialize(Serializer.SerializeToArray(new(3, stream)))!.Completion);
    }

    [Fact]
    public void Numbers_take_four_bytes_and_given_tokens_send_no_log_probabilities()
    {
        var converter = new TokenStreamConverter();
        var wire = converter.ConvertToSurrogate(TokenStream.Sampled([1, 2], [-1, -2], new(0)).Append(TokenStream.Given([3, 4, 5])));
        Assert.Equal((20, 8), (wire.Tokens.Length, wire.LogProbs.Length));
    }
}
