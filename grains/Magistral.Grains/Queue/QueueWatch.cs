using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.Queue;

/// <summary>Which groups wait past their deadline, as far as the queue can tell, each named once. For one grain.</summary>
/// <remarks>A lease is the deadline of a generator, and of a trainer that has a batch to take or in hand.</remarks>
public sealed class QueueWatch
{
    private readonly HashSet<(int Group, WaitKind Wait)> named = [];
    private (int Batch, DateTimeOffset Since)? taken;

    /// <summary>The groups to name now.</summary>
    /// <param name="queue">The books.</param>
    /// <param name="groupsPerBatch">Ready groups that fill a batch.</param>
    /// <param name="lease">Length of a lease.</param>
    /// <param name="now">The time.</param>
    public IReadOnlyList<OverdueGroup> Overdue(RolloutQueueState queue, int groupsPerBatch, TimeSpan lease, DateTimeOffset now)
    {
        named.IntersectWith(queue.Open.SelectMany(entry => new[] { (entry.Number, WaitKind.Generator), (entry.Number, WaitKind.Trainer) }));
        taken = queue.Taken is not { } batch ? null : taken is { } known && known.Batch == batch.Batch ? known : (batch.Batch, now);
        return [.. Unowned(queue, lease, now).Concat(Untrained(queue, groupsPerBatch, lease, now)).Where(overdue => named.Add((overdue.Number, overdue.Wait.For)))];
    }

    /// <summary>Leases that lapsed, and for as long again no generator asked for the group.</summary>
    private static IEnumerable<OverdueGroup> Unowned(RolloutQueueState queue, TimeSpan lease, DateTimeOffset now) =>
        queue.Open.Where(entry => entry.Phase == GroupPhase.Generating && now - entry.Deadline > lease)
            .Select(entry => new OverdueGroup(entry.Number, new(WaitKind.Generator, entry.GeneratorId, entry.Since)));

    private IEnumerable<OverdueGroup> Untrained(RolloutQueueState queue, int groupsPerBatch, TimeSpan lease, DateTimeOffset now)
    {
        if (queue.Taken is { } batch)
            return taken is { } held && now - held.Since > lease
                ? batch.Minibatches.SelectMany(groups => groups).Select(number => new OverdueGroup(number, new(WaitKind.Trainer, $"batch {batch.Batch}", held.Since)))
                : [];
        var ready = queue.Open.Where(entry => entry.Phase == GroupPhase.Ready).OrderBy(entry => entry.Since).ToList();
        return ready.Count >= groupsPerBatch && now - ready[groupsPerBatch - 1].Since > lease
            ? ready.Take(groupsPerBatch).Select(entry => new OverdueGroup(entry.Number, new(WaitKind.Trainer, "", entry.Since)))
            : [];
    }
}
