using CsCheck;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class TokenStreamTests
{
    private static readonly Gen<TokenStream> Pieces = Gen.Select(Gen.Int[1, 6], Gen.Int[-1, 2], Gen.Int[0, 999]).Select((count, version, seed) =>
    {
        var tokens = Enumerable.Range(seed, count).ToArray();
        return version < 0 ? TokenStream.Given(tokens) : TokenStream.Sampled(tokens, [.. tokens.Select(token => -token / 1000f)], new(version));
    });

    private static readonly Gen<TokenStream> Streams = Pieces.Array[0, 8].Select(pieces => pieces.Aggregate(TokenStream.Empty, (stream, piece) => stream.Append(piece)));

    [Fact]
    public void Appended_pieces_are_one_stream_in_which_every_token_keeps_its_number_and_origin() => Pieces.Array[0, 8].Sample(pieces =>
    {
        var stream = pieces.Aggregate(TokenStream.Empty, (whole, piece) => whole.Append(piece));
        Assert.True(stream.IsWhole);
        Assert.Equal(pieces.SelectMany(piece => piece.Tokens), stream.Tokens);
        Assert.Equal(pieces.SelectMany(piece => piece.LogProbs), stream.LogProbs);
        Assert.Equal(pieces.SelectMany(Origins), Origins(stream));
    });

    [Fact]
    public void A_stream_that_was_split_anywhere_and_put_together_again_is_the_same() => Gen.Select(Streams, Gen.Int[0, 60].Array[0, 5]).Sample((stream, cuts) =>
    {
        int[] at = [0, .. cuts.Select(cut => Math.Min(cut, stream.Length)).Order(), stream.Length];
        var parts = at.Zip(at.Skip(1), (from, to) => stream.Slice(from, to - from)).ToArray();
        Assert.All(parts, part => Assert.True(part.IsWhole));
        var again = parts.Aggregate(TokenStream.Empty, (whole, part) => whole.Append(part));
        Assert.Equal(stream, again);
        Assert.Equal(stream.GetHashCode(), again.GetHashCode());
    });

    [Fact]
    public void The_spans_sum_up_to_the_tokens_and_neighbours_have_different_origins() => Streams.Sample(stream =>
    {
        Assert.Equal(stream.Length, stream.Spans.Sum(span => span.Count));
        Assert.All(stream.Spans.Zip(stream.Spans.Skip(1)), pair => Assert.NotEqual(pair.First.Version, pair.Second.Version));
    });

    [Fact]
    public void The_mask_marks_the_tokens_that_were_sampled() => Streams.Sample(stream =>
    {
        Assert.Equal(Origins(stream).Select(origin => origin is not null), stream.SampledMask());
        Assert.Equal(stream.SampledMask().Count(isSampled => isSampled), stream.SampledCount);
        Assert.All(stream.SampledMask().Zip(stream.LogProbs), token => Assert.True(token.First || token.Second == 0));
    });

    [Fact]
    public void The_oldest_version_is_that_of_a_sampled_token() => Streams.Sample(stream =>
        Assert.Equal(Origins(stream).OfType<WeightVersion>().Select(version => (int?)version.Number).Min(), stream.OldestVersion?.Number));

    [Fact]
    public void Streams_are_equal_when_tokens_log_probabilities_and_origins_are()
    {
        static TokenStream Of(int token = 1, float logProb = -1, int version = 0) => TokenStream.Sampled([token, 2], [logProb, -2], new(version));
        Assert.Equal(Of(), Of());
        Assert.All([Of(token: 3), Of(logProb: -3), Of(version: 1), TokenStream.Given([1, 2]), TokenStream.Empty], other => Assert.NotEqual(Of(), other));
    }

    [Theory]
    [InlineData(3, 2, 3)]
    [InlineData(3, 3, 2)]
    [InlineData(2, 3, 3)]
    [InlineData(0, 0, 0)]
    public void A_stream_is_whole_when_every_token_has_a_log_probability_and_an_origin(int tokens, int logProbs, int origins) =>
        Assert.False(new TokenStream(new int[tokens], new float[logProbs], [new(origins, new(0))]).IsWhole);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(3, 0)]
    [InlineData(1, -1)]
    public void Tokens_that_are_not_there_cannot_be_cut_out(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TokenStream.Given([1, 2]).Slice(start, count));

    private static IEnumerable<WeightVersion?> Origins(TokenStream stream) => stream.Spans.SelectMany(span => Enumerable.Repeat(span.Version, span.Count));
}
