using CsCheck;
using Magistral.Method.Lengths;
using Xunit;

namespace Magistral.Method.Tests;

public class LengthTests
{
    private static readonly Gen<KeyValuePair<int, long>[]> Histogram =
        Gen.Select(Gen.Int[0, 200], Gen.Long[1, 50]).Select((value, count) => KeyValuePair.Create(value, count)).Array[1, 30];

    [Fact]
    public void A_bucket_holds_its_length_and_spans_at_most_a_sixteenth_of_it() => Gen.Int[0, 1 << 24].Sample(tokens =>
    {
        var bucket = LengthBuckets.Of(tokens);
        Assert.InRange(bucket, tokens - tokens / 16, tokens);
        Assert.Equal(bucket, LengthBuckets.Of(bucket));
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 5)]
    [InlineData(31, 31)]
    [InlineData(32, 32)]
    [InlineData(33, 32)]
    [InlineData(34, 34)]
    [InlineData(67, 64)]
    [InlineData(68, 68)]
    [InlineData(1000, 992)]
    public void Buckets_are_exact_below_32_tokens_and_sixteen_an_octave_above(int tokens, int bucket) => Assert.Equal(bucket, LengthBuckets.Of(tokens));

    [Fact]
    public void A_negative_length_is_refused() => Refused.Range("tokens", () => LengthBuckets.Of(-1));

    [Fact]
    public void Buckets_keep_the_order_of_lengths() => Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, 100_000]).Sample((a, b) =>
        Assert.True(LengthBuckets.Of(Math.Min(a, b)) <= LengthBuckets.Of(Math.Max(a, b))));

    [Fact]
    public void The_distance_is_the_greatest_difference_of_the_cumulative_shares()
    {
        var distance = KolmogorovSmirnov.Distance([new(1, 2), new(2, 2)], [new(2, 1), new(3, 3)]);
        Assert.Equal(0.75, distance!.Value, 12);
    }

    [Fact]
    public void A_sample_is_at_no_distance_from_itself_however_often_it_is_counted() => Histogram.Sample(sample =>
        Assert.Equal(0, KolmogorovSmirnov.Distance(sample, sample.Select(pair => KeyValuePair.Create(pair.Key, 3 * pair.Value)))!.Value, 12));

    [Fact]
    public void The_distance_is_symmetric_and_between_0_and_1() => Gen.Select(Histogram, Histogram).Sample((a, b) =>
    {
        var distance = KolmogorovSmirnov.Distance(a, b)!.Value;
        Assert.InRange(distance, 0, 1);
        Assert.Equal(distance, KolmogorovSmirnov.Distance(b, a)!.Value, 12);
    });

    [Fact]
    public void An_empty_sample_has_no_distance() => Assert.Null(KolmogorovSmirnov.Distance([], [new(1, 1)]));
}
