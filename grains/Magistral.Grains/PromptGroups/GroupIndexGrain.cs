using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.PromptGroups;

/// <summary>The grain of a run's index of groups: one summary a group that ended, appended. A list reads the log once and answers from memory.</summary>
[GrainType("group-index"), RequireRole(SiloRoles.Coordinator)]
public sealed class GroupIndexGrain(
    [PersistentState("index", GrainStores.Objects)] IPersistentState<GroupIndexState> index, IObjectStore store) : Grain, IGroupIndexGrain
{
    private const int ChunkGroups = 256;
    private const int AskedAtOnce = 64;
    private ChunkedLog<GroupSummary>? log;
    private List<GroupSummary?>? known; // at its number

    private string RunId => this.GetPrimaryKeyString();

    private ChunkedLog<GroupSummary> Log => log ??= new(store, $"runs/{RunId}/groups/", ChunkGroups);

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<GroupSummary> groups, CancellationToken cancellation)
    {
        var added = groups.Where(group => Find(group.Number) is null).ToList();
        if (added.Count == 0)
            return;
        await Log.AddAsync(added, cancellation);
        if (known is not null)
            added.ForEach(Enter);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<GroupSummary>> ListAsync(GroupQuery query, CancellationToken cancellation)
    {
        await OpenAsync(query.Issued, cancellation);
        var numbers = query.NewestFirst
            ? Enumerable.Range(1, Math.Max(0, Math.Min(known!.Count, query.After ?? int.MaxValue) - 1)).Reverse()
            : Enumerable.Range((query.After ?? 0) + 1, Math.Max(0, known!.Count - 1 - (query.After ?? 0)));
        return [.. numbers.Select(number => known[number]).OfType<GroupSummary>().Where(group => group.IsIn(query.Phases, query.StageName)).Take(query.Most)];
    }

    private async Task OpenAsync(int issued, CancellationToken cancellation)
    {
        if (known is null)
        {
            known = [null];
            foreach (var group in await Log.ReadAsync(cancellation))
                Enter(group);
        }
        if (!index.State.IsWhole)
            await CompleteAsync(issued, cancellation);
    }

    /// <summary>Asks the groups that ended before there was an index, once; those that are open now will enter themselves.</summary>
    private async Task CompleteAsync(int issued, CancellationToken cancellation)
    {
        var found = new List<GroupSummary>();
        foreach (var numbers in Enumerable.Range(1, issued).Where(number => Find(number) is null).Chunk(AskedAtOnce))
            found.AddRange((await Task.WhenAll(numbers.Select(number => GrainFactory.GetGrain<IPromptGroupGrain>(new GroupKey(RunId, number).ToString()).SummaryAsync(cancellation))))
                .OfType<GroupSummary>().Where(group => group.End is not null));
        try
        {
            await AddAsync(found, cancellation);
            await index.CommitAsync(new() { IsWhole = true }, cancellation);
        }
        catch (StoreReadOnlyException)
        {
            found.ForEach(Enter); // a reader beside the process that writes: it knows them alone
        }
    }

    private GroupSummary? Find(int number) => known is not null && number < known.Count ? known[number] : null;

    private void Enter(GroupSummary group)
    {
        while (known!.Count <= group.Number)
            known.Add(null);
        known[group.Number] = group;
    }
}
