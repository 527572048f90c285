using System.Globalization;
using System.Text.Json;
using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Storage;

namespace Magistral.Grains.PromptGroups;

/// <summary>
/// The beginnings of a group's unfinished rollouts, in an object of their own: finished rollouts are not written again with each of them, and a group
/// whose completions are short has none and costs nothing.
/// </summary>
/// <remarks>Used from one grain.</remarks>
public sealed class GroupJournal(IObjectStore store, GroupKey group)
{
    private IReadOnlyList<PartialRollout> partials = [];
    private ETag? stored;

    /// <summary>What is known of unfinished rollouts, by rising index.</summary>
    public IReadOnlyList<PartialRollout> Partials => partials;

    private StoreKey Key => StoreKey.Of("runs", group.RunId, "journal", group.Number.ToString("D8", CultureInfo.InvariantCulture));

    /// <summary>Reads what a grain before this one stored.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        if (await store.GetAsync(Key, cancellation) is not { } found)
            return;
        (partials, stored) = (JsonSerializer.Deserialize<List<PartialRollout>>(found.Content.Span)!, found.ETag);
    }

    /// <summary>Stores beginnings that are longer than those it has.</summary>
    /// <param name="progress">The newest beginnings.</param>
    /// <param name="missing">Indexes of the unfinished rollouts; others are forgotten.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ETagMismatchException">Another activation of the grain wrote; nothing was stored.</exception>
    public async Task AddAsync(IReadOnlyList<PartialRollout> progress, IReadOnlyList<int> missing, CancellationToken cancellation)
    {
        var next = Merge(partials, progress, missing);
        if (next.SequenceEqual(partials))
            return;
        var condition = stored is { } etag ? PutCondition.IfMatch(etag) : PutCondition.IfAbsent;
        stored = await store.PutAsync(Key, JsonSerializer.SerializeToUtf8Bytes(next), condition, durable: false, cancellation);
        partials = next;
    }

    /// <summary>Forgets everything.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        if (stored is null)
            return;
        await store.DeleteAsync(Key, null, cancellation);
        (partials, stored) = ([], null);
    }

    /// <summary>The longest beginning of each unfinished rollout, by rising index.</summary>
    public static IReadOnlyList<PartialRollout> Merge(IReadOnlyList<PartialRollout> known, IReadOnlyList<PartialRollout> progress, IReadOnlyList<int> missing) =>
        [.. known.Concat(progress).Where(partial => missing.Contains(partial.Index)).GroupBy(partial => partial.Index)
            .Select(same => same.MaxBy(partial => partial.LengthTokens)!).OrderBy(partial => partial.Index)];
}
