using Magistral.Contracts.Weights;
using Magistral.Method.Generation;
using Magistral.Method.Staleness;

namespace Magistral.Grains.Weights;

/// <summary>The rules of versions and the staleness ledger: pure functions from state to state.</summary>
public static class WeightsLedger
{
    private const int MostRecent = 32;

    /// <summary>The version that weights get next.</summary>
    public static WeightVersion NextVersion(WeightsState weights) => new(weights.Version is { } version ? version.Number + 1 : 0);

    /// <summary>Gives weights the next version. The same step and hash published again by the same trainer keep theirs, unless it fell back in between.</summary>
    public static WeightsState Publish(WeightsState weights, Publication publication)
    {
        if (weights.PublishedIn == publication.Term && weights.Step == publication.Step && weights.ContentHash == publication.ContentHash)
            return weights;
        var next = NextVersion(weights);
        return weights with
        {
            Version = next,
            PublishedIn = publication.Term,
            Recent = [.. weights.Recent.TakeLast(MostRecent - 1), new(next, publication.Step, publication.ContentHash)],
            Step = publication.Step,
            ContentHash = publication.ContentHash,
            Updates = publication.Lags.Count == 0 ? weights.Updates : [.. weights.Updates, new(publication.Step, publication.Lags)],
        };
    }

    /// <summary>Strikes the updates after a step; the version stays, since numbers are never reused.</summary>
    public static WeightsState FallBack(WeightsState weights, int step) =>
        weights with { PublishedIn = null, Updates = [.. weights.Updates.Where(update => update.Step <= step)] };

    /// <summary>Moves the updates up to a step to the part of the ledger that cannot be struck.</summary>
    public static WeightsState Commit(WeightsState weights, int step) => weights with
    {
        Committed = Merge([weights.Committed, .. weights.Updates.Where(update => update.Step <= step).Select(update => update.Lags)]),
        Updates = [.. weights.Updates.Where(update => update.Step > step)],
    };

    /// <summary>Tokens by lag over all surviving updates, by rising lag.</summary>
    public static IReadOnlyList<LagCount> Lags(WeightsState weights) => Merge([weights.Committed, .. weights.Updates.Select(update => update.Lags)]);

    private static List<LagCount> Merge(IEnumerable<IReadOnlyList<LagCount>> ledgers)
    {
        var histogram = new LagHistogram();
        foreach (var count in ledgers.SelectMany(ledger => ledger))
            histogram.Add(count.LagVersions, count.Tokens);
        return [.. histogram.TokensByLag.Select(pair => new LagCount(pair.Key, pair.Value))];
    }
}
