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
    private readonly GrainObject stored = new(store, StoreKey.Of("runs", group.RunId, "journal", group.Number.ToString("D8", CultureInfo.InvariantCulture)));

    /// <summary>What is known of unfinished rollouts, by rising index.</summary>
    public IReadOnlyList<PartialRollout> Partials => partials;

    /// <summary>Reads what a grain before this one stored.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        if (await stored.ReadAsync(cancellation) is { } found)
            partials = [.. JsonSerializer.Deserialize<List<StoredRollout.Numbers>>(found.Span)!.Select(partial => new PartialRollout(partial.Index, partial.Completion))];
    }

    /// <summary>Stores beginnings that are longer than those it has.</summary>
    /// <param name="progress">The newest beginnings.</param>
    /// <param name="missing">Indexes of the unfinished rollouts; others are forgotten.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="Orleans.Storage.InconsistentStateException">Another activation of the grain wrote; nothing was stored.</exception>
    public async Task AddAsync(IReadOnlyList<PartialRollout> progress, IReadOnlyList<int> missing, CancellationToken cancellation)
    {
        var next = Merge(partials, progress, missing);
        if (next.SequenceEqual(partials))
            return;
        await stored.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(next.Select(StoredRollout.Numbers.Of)), cancellation);
        partials = next;
    }

    /// <summary>Forgets everything.</summary>
    public async Task ClearAsync(CancellationToken cancellation)
    {
        await stored.DeleteAsync(cancellation);
        partials = [];
    }

    /// <summary>The longest beginning of each unfinished rollout, by rising index.</summary>
    public static IReadOnlyList<PartialRollout> Merge(IReadOnlyList<PartialRollout> known, IReadOnlyList<PartialRollout> progress, IReadOnlyList<int> missing) =>
        [.. known.Concat(progress).Where(partial => missing.Contains(partial.Index)).GroupBy(partial => partial.Index)
            .Select(same => same.MaxBy(partial => partial.Completion.Length)!).OrderBy(partial => partial.Index)];
}
