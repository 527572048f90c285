using CsCheck;
using Magistral.Method.Staleness;
using Xunit;

namespace Magistral.Method.Tests;

public sealed class StalenessTests
{
    [Fact]
    public void Admission_never_lets_the_books_pass_the_bound() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 8], Gen.Int[1, 4], Gen.Int[0, 2].Array[1, 200]).Sample((eta, groupSize, groups, events) =>
        {
            var nMinibatch = groupSize * groups;
            long step = 0, open = 0;
            foreach (var e in events)
            {
                if (e < 2)
                {
                    if (Admission.Admits(step * nMinibatch, open, groupSize, eta, nMinibatch)) open += groupSize;
                }
                else if (open >= nMinibatch)
                {
                    open -= nMinibatch;
                    step++;
                }

                Assert.True(step * nMinibatch + open <= (step + eta + 1) * nMinibatch);
            }
        });

    [Fact]
    public void Admission_fills_the_bound_exactly()
    {
        Assert.True(Admission.Admits(trainedCompletions: 256, openCompletions: 240, groupSize: 16, maxStaleness: 1, nMinibatch: 128));
        Assert.False(Admission.Admits(trainedCompletions: 256, openCompletions: 241, groupSize: 16, maxStaleness: 1, nMinibatch: 128));
    }

    [Fact]
    public void Synchronous_mode_issues_one_minibatch_a_step()
    {
        Assert.Equal(128, Admission.FreePlaces(0, 0, 0, 128));
        Assert.Equal(0, Admission.FreePlaces(0, 128, 0, 128));
        Assert.Equal(128, Admission.FreePlaces(128, 0, 0, 128));
    }

    [Fact]
    public void Unbounded_admission_always_admits() =>
        Gen.Long[0, 1_000_000].Sample(open => Assert.True(Admission.Admits(0, open, 16, Admission.Unbounded, 128)));

    [Fact]
    public void More_open_completions_never_open_the_gate() =>
        Gen.Select(Gen.Long[0, 10_000], Gen.Long[0, 10_000], Gen.Int[0, 8]).Sample((open, more, eta) =>
            Assert.True(Admission.FreePlaces(0, open + more, eta, 128) <= Admission.FreePlaces(0, open, eta, 128)));

    [Theory]
    [InlineData(5, 6, 1, false)]
    [InlineData(5, 7, 1, true)]
    [InlineData(5, 5, 0, false)]
    [InlineData(5, 900, -1, false)]
    public void A_group_is_stale_when_its_oldest_token_lags_beyond_the_bound(int oldest, int training, int eta, bool stale) =>
        Assert.Equal(stale, VersionLag.IsStale(oldest, training, eta));

    [Fact]
    public void A_token_of_the_future_is_refused() =>
        Refused.Argument(null, () => VersionLag.Of(3, 2), "a token of version 3 cannot be trained into version 2: train on the latest publication");

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Refused.Range("trainedCompletions", () => Admission.FreePlaces(-1, 0, 1, 128));
        Refused.Range("openCompletions", () => Admission.FreePlaces(0, -1, 1, 128));
        Refused.Range("nMinibatch", () => Admission.FreePlaces(0, 0, 1, 0));
        Refused.Range("maxStaleness", () => Admission.FreePlaces(0, 0, -2, 128));
        Refused.Range("groupSize", () => Admission.Admits(0, 0, 0, 1, 128));
        Refused.Range("maxStaleness", () => VersionLag.IsStale(1, 1, -2));
        Assert.True(Admission.Admits(0, 0, groupSize: 1, maxStaleness: 0, nMinibatch: 1));
    }

    [Fact]
    public void Merging_histograms_keeps_every_token() =>
        Gen.Select(Gen.Int[0, 9], Gen.Long[0, 1000]).Array[0, 30].Array[2].Sample(parts =>
        {
            var merged = Histogram(parts[0]);
            merged.Merge(Histogram(parts[1]));
            var all = Histogram([.. parts[0], .. parts[1]]);
            Assert.Equal(all.TokensByLag, merged.TokensByLag);
            Assert.Equal(parts.Sum(part => part.Sum(entry => entry.Item2)), merged.Tokens);
        });

    [Fact]
    public void A_histogram_restored_from_its_counts_is_the_same()
    {
        var histogram = Histogram([(0, 10), (1, 20), (3, 5)]);
        var restored = new LagHistogram(histogram.TokensByLag);
        Assert.Equal(histogram.TokensByLag, restored.TokensByLag);
    }

    [Fact]
    public void A_histogram_knows_its_extremes_and_mean()
    {
        var histogram = new LagHistogram();
        Assert.Null(histogram.Mean);
        histogram.AddSpan(sampledVersion: 4, tokens: 30, versionAtTraining: 5);
        histogram.AddSpan(sampledVersion: 5, tokens: 10, versionAtTraining: 5);
        Assert.Equal((0, 1, 0.75), (histogram.Min, histogram.Max, histogram.Mean));
    }

    [Fact]
    public void An_empty_histogram_has_no_extremes()
    {
        Assert.Null(new LagHistogram().Min);
        Assert.Null(new LagHistogram().Max);
    }

    [Fact]
    public void The_mean_lag_is_that_of_a_token() => Assert.Equal((1 * 10 + 3 * 30) / 60.0, Histogram([(0, 20), (1, 10), (3, 30)]).Mean);

    [Fact]
    public void A_lag_without_tokens_was_not_seen() => Assert.Empty(Histogram([(3, 0)]).TokensByLag);

    [Fact]
    public void More_tokens_than_can_be_counted_are_an_error_and_not_a_wrong_count() =>
        Assert.Throws<OverflowException>(() => Histogram([(0, long.MaxValue), (0, 1)]));

    [Fact]
    public void Counts_that_make_no_sense_are_refused()
    {
        Refused.Range("lag", () => new LagHistogram().Add(-1, 1));
        Refused.Range("tokens", () => new LagHistogram().Add(1, -1));
        Refused.Null("counts", () => _ = new LagHistogram(null!));
        Refused.Null("other", () => new LagHistogram().Merge(null!));
    }

    private static LagHistogram Histogram((int Lag, long Tokens)[] entries)
    {
        var histogram = new LagHistogram();
        foreach (var (lag, tokens) in entries) histogram.Add(lag, tokens);
        return histogram;
    }
}
