using Magistral.Contracts.Training.Terms;
using Magistral.Contracts.Weights;
using Magistral.Grains.Weights;
using Xunit;

namespace Magistral.Grains.Tests.Weights;

public sealed class WeightsLedgerTests
{
    private static readonly TrainerTerm First = new(1);

    [Fact]
    public void Versions_begin_at_zero_and_count_up()
    {
        Assert.Equal(0, WeightsLedger.NextVersion(new()).Number);
        var published = Publish(Publish(new(), 0, "a"), 1, "b");
        Assert.Equal(1, published.Version!.Value.Number);
        Assert.Equal(2, WeightsLedger.NextVersion(published).Number);
        Assert.Equal((1, "b"), (published.Step, published.ContentHash));
    }

    [Fact]
    public void A_publication_that_is_repeated_keeps_its_version_whether_or_not_an_update_made_it()
    {
        var warm = Publish(new(), 0, "a");
        Assert.Same(warm, Publish(warm, 0, "a"));
        var updated = Publish(warm, 1, "b", new LagCount(0, 5));
        Assert.Same(updated, Publish(updated, 1, "b", new LagCount(0, 5)));
        var committed = WeightsLedger.Commit(updated, 1);
        Assert.Same(committed, Publish(committed, 1, "b", new LagCount(0, 5)));
    }

    [Theory]
    [InlineData(2, "b", 1)]
    [InlineData(1, "c", 1)]
    [InlineData(1, "b", 2)]
    public void Another_step_other_weights_or_another_trainer_make_another_version(int step, string hash, int term)
    {
        var published = Publish(Publish(new(), 0, "a"), 1, "b", new LagCount(0, 5));
        Assert.Equal(2, WeightsLedger.Publish(published, new(step, hash, [], new(term))).Version!.Value.Number);
    }

    [Fact]
    public void After_a_fall_back_the_same_weights_get_another_version_and_their_update_counts_again()
    {
        var published = Publish(Publish(new(), 0, "a"), 1, "b", new LagCount(0, 5));
        var back = WeightsLedger.FallBack(published, 0);
        Assert.Empty(WeightsLedger.Lags(back));
        Assert.Equal(1, back.Version!.Value.Number);
        var again = Publish(back, 1, "b", new LagCount(1, 7));
        Assert.Equal(2, again.Version!.Value.Number);
        Assert.Equal([new LagCount(1, 7)], WeightsLedger.Lags(again));
    }

    [Fact]
    public void A_fall_back_strikes_the_updates_after_its_step_and_no_other()
    {
        var back = WeightsLedger.FallBack(ThreeUpdates(), 2);
        Assert.Equal([1, 2], back.Updates.Select(update => update.Step));
    }

    [Fact]
    public void What_a_checkpoint_holds_can_no_longer_be_struck()
    {
        var committed = WeightsLedger.Commit(ThreeUpdates(), 2);
        Assert.Equal([3], committed.Updates.Select(update => update.Step));
        Assert.Equal([new LagCount(0, 30), new LagCount(1, 1)], WeightsLedger.Lags(WeightsLedger.FallBack(committed, 0)));
        Assert.Equal(committed.Committed, WeightsLedger.Commit(committed, 2).Committed);
    }

    [Fact]
    public void Lags_are_summed_over_all_surviving_updates_by_rising_lag() =>
        Assert.Equal([new LagCount(0, 30), new LagCount(1, 1), new LagCount(2, 100)], WeightsLedger.Lags(WeightsLedger.Commit(ThreeUpdates(), 1)));

    [Fact]
    public void An_update_without_lags_is_not_entered() => Assert.Empty(Publish(new(), 0, "a").Updates);

    [Fact]
    public void The_last_32_publications_are_remembered()
    {
        var state = Enumerable.Range(0, 40).Aggregate(new WeightsState(), (weights, step) => Publish(weights, step, $"{step}"));
        Assert.Equal(Enumerable.Range(8, 32), state.Recent.Select(published => published.Version.Number));
        Assert.Equal((39, "39"), (state.Recent[^1].Step, state.Recent[^1].ContentHash));
    }

    private static WeightsState ThreeUpdates()
    {
        var state = Publish(Publish(new(), 0, "a"), 1, "b", new LagCount(0, 10));
        return Publish(Publish(state, 2, "c", new LagCount(1, 1), new LagCount(0, 20)), 3, "d", new LagCount(2, 100));
    }

    private static WeightsState Publish(WeightsState weights, int step, string hash, params LagCount[] lags) => WeightsLedger.Publish(weights, new(step, hash, lags, First));
}
