using System.Globalization;
using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Storage;
using Orleans.Serialization;
using Orleans.Storage;

namespace Magistral.Grains.PromptGroups;

/// <summary>
/// The rollouts of a group as they were sampled: one object for all that a generator handed over together, written once and never again. The group's state
/// follows when something is decided, so that it stays small; what was stored after it is found here again.
/// </summary>
/// <remarks>Used from one grain.</remarks>
public sealed class GroupRollouts(IObjectStore store, Serializer<RolloutDelivery> serializer, GroupKey group)
{
    private readonly SortedDictionary<int, RolloutDelivery> parts = [];

    private string Folder => string.Create(CultureInfo.InvariantCulture, $"runs/{group.RunId}/rollouts/{group.Number:D8}/");

    /// <summary>Stores rollouts before anyone hears of them.</summary>
    /// <returns>The part they are: the least of their indexes.</returns>
    /// <exception cref="InconsistentStateException">Another activation of the grain stored others there; nothing was stored.</exception>
    public async Task<int> AddAsync(RolloutDelivery delivery, CancellationToken cancellation)
    {
        var part = delivery.Rollouts.Min(rollout => rollout.Index);
        var content = serializer.SerializeToArray(delivery);
        try
        {
            await store.PutAsync(KeyOf(part), content, PutCondition.IfAbsent, durable: false, cancellation);
        }
        catch (ETagMismatchException error)
        {
            if (await store.GetAsync(KeyOf(part), cancellation) is not { } found || !found.Content.Span.SequenceEqual(content))
                throw new InconsistentStateException($"{KeyOf(part)} is there, another activation wrote it: the call may be repeated", error);
        }
        parts[part] = delivery;
        return part;
    }

    /// <summary>All that is stored, in the order in which it came.</summary>
    public async Task<IReadOnlyList<(int Part, RolloutDelivery Stored)>> ReadAsync(CancellationToken cancellation)
    {
        await foreach (var entry in store.ListAsync(Folder, cancellation))
            await PartAsync(int.Parse(entry.Key.Value.AsSpan(Folder.Length), CultureInfo.InvariantCulture), cancellation);
        return [.. parts.OrderBy(part => part.Value.At).Select(part => (part.Key, part.Value))];
    }

    /// <summary>The part of a number.</summary>
    /// <exception cref="ObjectCorruptedException">It is gone.</exception>
    public async Task<RolloutDelivery> PartAsync(int part, CancellationToken cancellation)
    {
        if (parts.TryGetValue(part, out var known))
            return known;
        var found = await store.GetAsync(KeyOf(part), cancellation) ?? throw new ObjectCorruptedException(KeyOf(part), "rollouts that were stored", "nothing");
        return parts[part] = serializer.Deserialize(found.Content)!;
    }

    private StoreKey KeyOf(int part) => new(string.Create(CultureInfo.InvariantCulture, $"{Folder}{part:D4}"));
}
