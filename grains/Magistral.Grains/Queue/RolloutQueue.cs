using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs;
using Magistral.Method.Staleness;

namespace Magistral.Grains.Queue;

/// <summary>
/// The rules of the queue: pure functions from books to books. In every state they give: issued = ended + open,
/// and the groups in the weights = trained + consumed. An unchanged state means that nothing happened.
/// </summary>
public static class RolloutQueue
{
    /// <summary>Issues new groups to a generator.</summary>
    public static RolloutQueueState Issue(RolloutQueueState queue, int count, string generatorId, DateTimeOffset now, DateTimeOffset deadline) => queue with
    {
        Issued = queue.Issued + count,
        Open = [.. queue.Open, .. Enumerable.Range(queue.Issued + 1, count).Select(number =>
            new QueueEntry(number, GroupPhase.Generating, generatorId, now, deadline, default))],
    };

    /// <summary>How many groups admission would issue now, of those that are wanted.</summary>
    public static int Admitted(RolloutQueueState queue, int wanted, BatchSizes sizes, int groupSize, int maxStaleness)
    {
        var places = Admission.FreePlaces(queue.GroupsInWeights * groupSize, queue.Open.Count * (long)groupSize, maxStaleness, sizes.NMinibatch);
        return (int)Math.Clamp(places / groupSize, 0, wanted);
    }

    /// <summary>Leases a group again to a generator.</summary>
    public static RolloutQueueState Renew(RolloutQueueState queue, int number, string generatorId, DateTimeOffset deadline) =>
        Change(queue, number, entry => entry with { GeneratorId = generatorId, Deadline = deadline });

    /// <summary>The open groups that nobody holds any more, oldest first.</summary>
    public static IEnumerable<QueueEntry> Lapsed(RolloutQueueState queue, DateTimeOffset now) =>
        queue.Open.Where(entry => entry.Phase == GroupPhase.Generating && entry.Deadline <= now);

    /// <summary>Takes a generator's leases back.</summary>
    public static RolloutQueueState Release(RolloutQueueState queue, string generatorId, DateTimeOffset now)
    {
        bool Held(QueueEntry entry) => entry.Phase == GroupPhase.Generating && entry.GeneratorId == generatorId;
        return queue.Open.Any(Held)
            ? queue with { Open = [.. queue.Open.Select(entry => Held(entry) ? entry with { GeneratorId = "", Deadline = now } : entry)] }
            : queue;
    }

    /// <summary>A group is scored and has signal.</summary>
    public static RolloutQueueState Ready(RolloutQueueState queue, ReadyGroup group, DateTimeOffset now) =>
        Change(queue, group.Number, entry => entry.Phase == GroupPhase.Ready
            ? entry
            : entry with { Phase = GroupPhase.Ready, GeneratorId = "", Since = now, OldestVersion = group.OldestVersion });

    /// <summary>An open group ended without being trained.</summary>
    public static RolloutQueueState End(RolloutQueueState queue, int number, GroupEnd end) => Find(queue, number) is null ? queue : queue with
    {
        Open = [.. queue.Open.Where(entry => entry.Number != number)],
        Ended = queue.Ended.With(end),
    };

    /// <summary>A minibatch is in the weights. Repeated for a step that is counted, it changes nothing.</summary>
    /// <exception cref="ArgumentException">The step is not the next one, or a group was not taken.</exception>
    public static RolloutQueueState Consume(RolloutQueueState queue, int step, IReadOnlyList<int> groups)
    {
        if (step <= queue.Step)
            return queue;
        if (step != queue.Step + 1)
            throw new ArgumentException($"step {step} cannot follow step {queue.Step}: let the trainer fall back to its checkpoint", nameof(step));
        var taken = queue.Taken?.Minibatches.FirstOrDefault(minibatch => minibatch.SequenceEqual(groups))
            ?? throw new ArgumentException($"groups {string.Join(", ", groups)} are no minibatch in the trainer's hand: take a batch first", nameof(groups));
        var left = queue.Taken!.Minibatches.Where(minibatch => !ReferenceEquals(minibatch, taken)).ToList();
        return queue with
        {
            Step = step,
            GroupsInWeights = queue.GroupsInWeights + groups.Count,
            Open = [.. queue.Open.Where(entry => !groups.Contains(entry.Number))],
            Consumed = [.. queue.Consumed, new(step, [.. groups.Select(number => new ConsumedGroup(number, Find(queue, number)!.OldestVersion))])],
            Taken = left.Count == 0 ? null : queue.Taken with { Minibatches = left },
        };
    }

    /// <summary>Groups consumed up to a step end as trained: a committed checkpoint holds them.</summary>
    public static RolloutQueueState CommitTrained(RolloutQueueState queue, int step)
    {
        var held = queue.Consumed.Where(consumed => consumed.Step <= step).ToList();
        return held.Count == 0 ? queue : queue with
        {
            Consumed = [.. queue.Consumed.Where(consumed => consumed.Step > step)],
            Ended = queue.Ended with { Trained = queue.Ended.Trained + held.Sum(consumed => consumed.Groups.Count) },
        };
    }

    /// <summary>The trainer fell back to a step: groups consumed after it are ready again, leases and the batch in hand are void.
    /// So is the end: a trainer that was killed between the closing and its last checkpoint has updates to make again.</summary>
    public static RolloutQueueState FallBack(RolloutQueueState queue, int step, DateTimeOffset now)
    {
        var lost = queue.Consumed.Where(consumed => consumed.Step > step).SelectMany(consumed => consumed.Groups).ToList();
        var again = lost.Select(group => new QueueEntry(group.Number, GroupPhase.Ready, "", now, now, group.OldestVersion));
        return queue with
        {
            Step = Math.Min(queue.Step, step),
            GroupsInWeights = queue.GroupsInWeights - lost.Count,
            Consumed = [.. queue.Consumed.Where(consumed => consumed.Step <= step)],
            Taken = null,
            Admitting = false,
            Closed = false,
            Open = [.. queue.Open.Select(entry => entry with { GeneratorId = "", Deadline = now }).Concat(again).OrderBy(entry => entry.Number)],
        };
    }

    /// <summary>The entry of an open group; null when it is not open.</summary>
    public static QueueEntry? Find(RolloutQueueState queue, int number) => queue.Open.FirstOrDefault(entry => entry.Number == number);

    private static RolloutQueueState Change(RolloutQueueState queue, int number, Func<QueueEntry, QueueEntry> change)
    {
        var changed = false;
        var open = queue.Open.Select(entry =>
        {
            var next = entry.Number == number ? change(entry) : entry;
            changed |= !ReferenceEquals(next, entry);
            return next;
        }).ToList();
        return changed ? queue with { Open = open } : queue;
    }
}
