using CsCheck;
using Magistral.Method.Packing;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class GreedyPackingTests
{
    private static readonly Gen<(int[] Lengths, int Budget)> Cases = Gen.Select(Gen.Int[1, 200].Array[0, 100], Gen.Int[1, 600]);

    [Fact]
    public void Every_sequence_is_placed_exactly_once() => Cases.Sample(c =>
        Assert.Equal(Enumerable.Range(0, c.Lengths.Length), GreedyPacking.Plan(c.Lengths, c.Budget).MicroBatches.SelectMany(b => b.Rows).Order()));

    [Fact]
    public void The_padded_cost_stays_within_the_budget_unless_one_sequence_is_over_it() => Cases.Sample(c =>
        Assert.All(GreedyPacking.Plan(c.Lengths, c.Budget).MicroBatches, b => Assert.True(b.PaddedTokens <= c.Budget || b.Rows.Count == 1)));

    [Fact]
    public void Widths_and_token_counts_are_those_of_the_rows() => Cases.Sample(c =>
        Assert.All(GreedyPacking.Plan(c.Lengths, c.Budget).MicroBatches, b =>
        {
            Assert.Equal(b.Rows.Max(row => c.Lengths[row]), b.Width);
            Assert.Equal(b.Rows.Sum(row => (long)c.Lengths[row]), b.Tokens);
        }));

    [Fact]
    public void Longer_sequences_are_trained_first() => Cases.Sample(c =>
    {
        var lengths = GreedyPacking.Plan(c.Lengths, c.Budget).MicroBatches.SelectMany(b => b.Rows).Select(row => c.Lengths[row]).ToArray();
        Assert.Equal(lengths.OrderDescending(), lengths);
    });

    [Fact]
    public void A_known_set_is_packed_as_by_hand()
    {
        var plan = GreedyPacking.Plan([3, 10, 4, 9], 20);
        Assert.Equal([[1, 3], [2, 0]], plan.MicroBatches.Select(b => b.Rows.ToArray()));
        Assert.Equal(1 - 26.0 / 28, plan.PaddingShare, 1e-12);
    }

    [Fact]
    public void An_empty_plan_has_no_padding() => Assert.Equal(0, GreedyPacking.Plan([], 10).PaddingShare);

    [Fact]
    public void A_sequence_without_tokens_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => GreedyPacking.Plan([0], 10));

    [Fact]
    public void A_budget_of_no_tokens_is_refused() => Refused.Range("budgetTokens", () => GreedyPacking.Plan([1], 0));
}
