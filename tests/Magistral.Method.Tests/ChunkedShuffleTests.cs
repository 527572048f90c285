using CsCheck;
using Magistral.Method.Curriculum;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class ChunkedShuffleTests
{
    private static readonly Gen<(int[] Rows, long Seed)> Case =
        from rows in Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 20_000]).Array[1, 5]
        from seed in Gen.Long
        select (rows.Sum() > 0 ? rows : [.. rows, 1], seed);

    [Fact]
    public void An_epoch_holds_every_row_once() => Case.Sample(sample =>
    {
        var order = new ChunkedShuffle(sample.Rows, sample.Seed);
        var all = sample.Rows.SelectMany((rows, chunk) => Enumerable.Range(0, rows).Select(row => (chunk, row)));
        return Enumerable.Range(0, (int)order.Count).Select(position => order.At(order.Count + position)).Order().SequenceEqual(all);
    });

    [Fact]
    public void A_position_names_the_same_row_whatever_was_asked_before() => Gen.Select(Case, Gen.Double[0, 3]).Sample((sample, share) =>
    {
        var walked = new ChunkedShuffle(sample.Rows, sample.Seed);
        var position = (long)(share * walked.Count);
        for (var before = 0L; before < position; before += 1 + walked.Count / 2) walked.At(before);
        return walked.At(position) == new ChunkedShuffle(sample.Rows, sample.Seed).At(position);
    });

    [Fact]
    public void Epochs_and_seeds_have_orders_of_their_own()
    {
        (int, int)[] Epoch(long seed, int epoch) => [.. Enumerable.Range(0, 100).Select(position => new ChunkedShuffle([60, 40], seed).At(100 * epoch + position))];
        Assert.NotEqual(Epoch(1, 0), Epoch(1, 1));
        Assert.NotEqual(Epoch(1, 0), Epoch(2, 0));
    }

    [Fact]
    public void Few_large_chunks_are_in_use_at_a_time()
    {
        var order = new ChunkedShuffle(Enumerable.Repeat(20_000, 10), seed: 5);
        Assert.Equal(2, Enumerable.Range(0, 30_000).Select(position => order.At(position).Chunk).Distinct().Count());
    }

    [Fact]
    public void Rows_of_small_chunks_are_mixed_with_those_of_their_neighbours()
    {
        var order = new ChunkedShuffle(Enumerable.Repeat(10, 100), seed: 5);
        Assert.InRange(Enumerable.Range(0, 100).Select(position => order.At(position).Chunk).Distinct().Count(), 50, 100);
    }

    [Fact]
    public void Nothing_cannot_be_ordered() => Refused.Argument("rows", () => _ = new ChunkedShuffle([0, 0], 1), "there is no row to order");

    [Fact]
    public void A_position_before_the_first_is_refused() => Refused.Range("position", () => new ChunkedShuffle([1], 1).At(-1));
}
