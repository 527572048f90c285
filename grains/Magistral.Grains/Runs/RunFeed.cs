using System.Globalization;
using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>The rules of a run's numbered events: they follow from what changed in its state and are stored with it, in the same write. Pure, thread-safe.</summary>
public static class RunFeed
{
    /// <summary>Entries of a full page.</summary>
    public const int PageEntries = 64;

    /// <summary>The next state with the events that tell how it differs from the one before.</summary>
    public static RunState Tell(RunState before, RunState next, DateTimeOffset now)
    {
        var number = next.Feed.Paged + next.Feed.Newest.Count;
        RunFeedEntry[] told = [.. Changes(before, next, now).Select(entry => entry with { Sequence = ++number })];
        return told.Length == 0 ? next : next with { Feed = next.Feed with { Newest = [.. next.Feed.Newest, .. told] } };
    }

    /// <summary>The oldest full page of those still in the state, which its keeper is to store; null while there is none.</summary>
    public static IReadOnlyList<RunFeedEntry>? FullPage(RunFeedState feed) =>
        feed.Newest.Count > PageEntries ? [.. feed.Newest.Take(PageEntries)] : null; // one stays, so that the newest is always at hand

    /// <summary>Takes a page out of the state, once it is stored.</summary>
    public static RunState PageStored(RunState run) => run with
    {
        Feed = new() { Paged = run.Feed.Paged + PageEntries, Newest = [.. run.Feed.Newest.Skip(PageEntries)] },
    };

    private static IEnumerable<RunFeedEntry> Changes(RunState before, RunState next, DateTimeOffset now)
    {
        int from = before.LastStep?.Step ?? 0, to = next.LastStep?.Step ?? 0;
        if (to < from)
            yield return new(0, now, RunFeedKind.RolledBack, to, string.Create(CultureInfo.InvariantCulture, $"fell back to step {to}: steps {to + 1} to {from} are struck"));
        foreach (var entry in next.Audit.Skip(before.Audit.Count))
            yield return new(0, entry.At, RunFeedKind.Audit, to, entry.What);
        if (to > from)
            yield return new(0, next.LastStep!.At, RunFeedKind.Step, to, string.Create(CultureInfo.InvariantCulture, $"step {to}"), Step: next.LastStep);
        foreach (var result in next.Evaluations.Where(result => !before.Evaluations.Any(known => known.Order.Number == result.Order.Number)))
            yield return new(0, result.EndedAt, RunFeedKind.Evaluation, result.Order.Step, string.Create(CultureInfo.InvariantCulture, $"evaluated at step {result.Order.Step}"), Evaluation: result);
        foreach (var step in next.Checkpoints.Except(before.Checkpoints))
            yield return new(0, now, RunFeedKind.Checkpoint, step, string.Create(CultureInfo.InvariantCulture, $"checkpoint of step {step}"));
    }
}
