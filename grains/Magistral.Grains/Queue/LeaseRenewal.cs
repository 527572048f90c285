using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.Queue;

/// <summary>What a generator's word about the groups in its hands changes in the books: pure functions. An unchanged state means that nothing happened.</summary>
public static class LeaseRenewal
{
    /// <summary>Leases of the named groups begin anew, unless another generator holds them; the generator's other leases lapse.</summary>
    public static RolloutQueueState Renew(RolloutQueueState queue, string generatorId, IReadOnlyList<int> named, DateTimeOffset now, DateTimeOffset deadline)
    {
        var names = named.ToHashSet();
        var changed = false;
        var open = queue.Open.Select(entry =>
        {
            var next = After(entry, generatorId, names, now, deadline);
            changed |= !ReferenceEquals(next, entry);
            return next;
        }).ToList();
        return changed ? queue with { Open = open } : queue;
    }

    /// <summary>The named groups that the generator does not hold.</summary>
    public static IReadOnlyList<int> Lost(RolloutQueueState queue, string generatorId, IReadOnlyList<int> named)
    {
        var held = queue.Open.Where(entry => entry.Phase == GroupPhase.Generating && entry.GeneratorId == generatorId).Select(entry => entry.Number).ToHashSet();
        return [.. named.Where(number => !held.Contains(number))];
    }

    private static QueueEntry After(QueueEntry entry, string generatorId, HashSet<int> named, DateTimeOffset now, DateTimeOffset deadline)
    {
        if (entry.Phase != GroupPhase.Generating || (entry.GeneratorId != generatorId && entry.GeneratorId.Length > 0))
            return entry;
        if (named.Contains(entry.Number))
            return entry with { GeneratorId = generatorId, Deadline = deadline };
        return entry.GeneratorId == generatorId && entry.Deadline > now ? entry with { Deadline = now } : entry;
    }
}
