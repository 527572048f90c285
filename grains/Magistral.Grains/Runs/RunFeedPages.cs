using Magistral.Contracts.Runs;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The full pages of a run's numbered events. A page never changes: storing it again writes the same.</summary>
/// <remarks>Used from one grain.</remarks>
public sealed class RunFeedPages(IObjectStore store, string runId)
{
    private const int KeyDigits = 8;
    private readonly ChunkedLog<RunFeedEntry> stored = new(store, $"runs/{runId}/events/", RunFeed.PageEntries, KeyDigits);

    /// <summary>Stores a page.</summary>
    /// <param name="page">Its entries.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task SaveAsync(IReadOnlyList<RunFeedEntry> page, CancellationToken cancellation) => stored.WriteAsync(page[0].Sequence - 1, page, cancellation);

    /// <summary>The entries after a number, at most so many, in order.</summary>
    /// <param name="feed">The run's state.</param>
    /// <param name="after">Number of the last one known; 0 for none.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ObjectCorruptedException">A page is gone.</exception>
    public async Task<IReadOnlyList<RunFeedEntry>> ReadAsync(RunFeedState feed, long after, int count, CancellationToken cancellation)
    {
        var entries = new List<RunFeedEntry>();
        var last = Math.Max(0, after);
        if (last < feed.Paged)
        {
            entries.AddRange((await stored.ReadAsync(last, count, cancellation)).Where(entry => entry.Sequence <= feed.Paged));
            last += entries.Count;
        }
        entries.AddRange(feed.Newest.Where(entry => entry.Sequence > last));
        return [.. entries.Take(count)];
    }
}
