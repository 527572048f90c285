using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.Runs;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The full pages of a run's numbered events, one object each. A page never changes: storing it again writes the same.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class RunFeedPages(IObjectStore store, string runId)
{
    /// <summary>Stores a page.</summary>
    /// <param name="page">Its entries.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task SaveAsync(IReadOnlyList<RunFeedEntry> page, CancellationToken cancellation) =>
        await store.PutAsync(Key(page[0].Sequence), JsonSerializer.SerializeToUtf8Bytes(page), PutCondition.None, durable: false, cancellation);

    /// <summary>The entries after a number, at most so many, in order.</summary>
    /// <param name="feed">The run's state.</param>
    /// <param name="after">Number of the last one known; 0 for none.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<IReadOnlyList<RunFeedEntry>> ReadAsync(RunFeedState feed, long after, int count, CancellationToken cancellation)
    {
        var entries = new List<RunFeedEntry>();
        var last = Math.Max(0, after);
        while (entries.Count < count && last < feed.Paged)
        {
            var key = Key(last + 1);
            var page = await store.GetAsync(key, cancellation) ?? throw new ObjectCorruptedException(key, "a page of the run's events", "nothing");
            entries.AddRange(JsonSerializer.Deserialize<List<RunFeedEntry>>(page.Content.Span)!.Where(entry => entry.Sequence > last));
            last = entries[^1].Sequence;
        }
        entries.AddRange(feed.Newest.Where(entry => entry.Sequence > last));
        return [.. entries.Take(count)];
    }

    private StoreKey Key(long sequence) =>
        StoreKey.Of("runs", runId, "events", ((sequence - 1) / RunFeed.PageEntries).ToString("D8", CultureInfo.InvariantCulture));
}
