using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.Queue;

/// <summary>Which changes of the books are worth another question: pure functions.</summary>
public static class QueueChanges
{
    /// <summary>Whether a generator that got no group may get one now, or learns that it gets none any more. Leases that lapse with time are <see cref="NextLapse"/>.</summary>
    public static bool MayBringWork(RolloutQueueState before, RolloutQueueState after) =>
        before.Admitting != after.Admitting
        || before.Closed != after.Closed
        || before.CurrentStage != after.CurrentStage
        || before.GroupsInWeights != after.GroupsInWeights
        || after.Open.Count < before.Open.Count
        || LetGo(before, after);

    /// <summary>Whether a trainer that got no batch may get one now, or the rules that end a run may.</summary>
    public static bool MayBringBatch(RolloutQueueState before, RolloutQueueState after) =>
        before.Ended != after.Ended
        || before.Term != after.Term
        || before.Closed != after.Closed
        || Ready(before) != Ready(after);

    /// <summary>When the next lease lapses after <paramref name="now"/>; null when none does.</summary>
    public static DateTimeOffset? NextLapse(RolloutQueueState queue, DateTimeOffset now) =>
        queue.Open.Where(entry => entry.Phase == GroupPhase.Generating && entry.Deadline > now).Min(entry => (DateTimeOffset?)entry.Deadline);

    private static int Ready(RolloutQueueState queue) => queue.Open.Count(entry => entry.Phase == GroupPhase.Ready);

    /// <summary>Whether a lease ended before its time.</summary>
    private static bool LetGo(RolloutQueueState before, RolloutQueueState after)
    {
        var deadlines = before.Open.ToDictionary(entry => entry.Number, entry => entry.Deadline);
        return after.Open.Any(entry => entry.Phase == GroupPhase.Generating && deadlines.TryGetValue(entry.Number, out var deadline) && entry.Deadline < deadline);
    }
}
