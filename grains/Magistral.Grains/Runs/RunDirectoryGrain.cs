using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Rules;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Magistral.Grains.Tenants;

namespace Magistral.Grains.Runs;

/// <summary>The grain of a tenant's runs.</summary>
[GrainType("run-directory"), RequireRole(SiloRoles.Coordinator)]
public sealed class RunDirectoryGrain(
    [PersistentState("directory", GrainStores.Objects)] IPersistentState<RunDirectoryState> directory,
    SpecFolders folders,
    TimeProvider clock) : Grain, IRunDirectoryGrain
{
    private const int MostListed = 1000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private readonly SubmissionPace pace = new(clock);

    private ITenantGrain Books => GrainFactory.GetGrain<ITenantGrain>(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<string> SubmitAsync(RunSpec spec, CancellationToken cancellation)
    {
        var faults = RunSpecRules.Check(spec).ToList();
        if (faults.Count == 0)
            faults = [.. folders.Check(spec)]; // which reads a spec that is whole
        if (faults.Count > 0)
        {
            await PaceAsync(cancellation);
            throw new RunSpecException("the run spec", faults);
        }
        // The entry comes before the run: a submission that was cut off between the two finds its own entry when it is made again.
        var entry = ByName(spec.Name) ?? await EnterAsync(spec, cancellation);
        var run = GrainFactory.GetGrain<IRunGrain>(entry.RunId);
        return await run.CreateAsync(spec, this.GetPrimaryKeyString(), cancellation) ? entry.RunId : throw new RunSpecConflictException(spec.Name);
    }

    /// <inheritdoc/>
    public Task<string?> FindAsync(string nameOrId, CancellationToken cancellation) => Task.FromResult(Find(nameOrId)?.RunId);

    /// <inheritdoc/>
    public async Task<RunPage> ListAsync(string after, int count, CancellationToken cancellation)
    {
        var known = after.Length == 0 ? -1 : directory.State.Runs.Index().LastOrDefault(run => string.CompareOrdinal(run.Item.RunId, after) <= 0, (-1, null!)).Index;
        var page = directory.State.Runs.Skip(known + 1).Take(Math.Clamp(count, 1, MostListed)).ToList();
        var notes = (await Books.NotesAsync([.. page.Select(entry => entry.RunId)], cancellation)).ToDictionary(note => note.RunId);
        var isLast = known + 1 + page.Count >= directory.State.Runs.Count;
        var summaries = new List<RunSummary>();
        foreach (var entry in page)
            if (notes.TryGetValue(entry.RunId, out var note))
                summaries.Add(new(entry.RunId, entry.Name, note.State, entry.CreatedAt, note.Step));
            else if (await TryAskAsync(entry, cancellation) is { } asked)
                summaries.Add(asked);
        return new(summaries, isLast ? null : page[^1].RunId);
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string nameOrId, CancellationToken cancellation)
    {
        if (Find(nameOrId) is not { } entry)
            return false;
        await GrainFactory.GetGrain<IRunGrain>(entry.RunId).EraseAsync(cancellation);
        await directory.CommitAsync(directory.State with { Runs = [.. directory.State.Runs.Where(other => other.RunId != entry.RunId)] }, cancellation);
        await Books.ForgetAsync(entry.RunId, cancellation);
        return true;
    }

    private RunDirectoryEntry? Find(string nameOrId) => ByName(nameOrId) ?? directory.State.Runs.FirstOrDefault(entry => entry.RunId == nameOrId);

    private RunDirectoryEntry? ByName(string name) => directory.State.Runs.FirstOrDefault(entry => entry.Name == name);

    private async Task PaceAsync(CancellationToken cancellation)
    {
        if (pace.Next() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, cancellation);
    }

    private async Task<RunDirectoryEntry> EnterAsync(RunSpec spec, CancellationToken cancellation)
    {
        await PaceAsync(cancellation);
        var tenant = await Books.DescribeAsync(cancellation);
        if ((TenantRules.OneRunMore(tenant, directory.State.Runs.Count) ?? TenantRules.TooWide(tenant, RunNotes.GroupsOf(spec))) is { } refusal)
            throw refusal;
        var now = clock.GetUtcNow();
        if (directory.State.Runs is [.., var last] && now < last.CreatedAt + Tick)
            now = last.CreatedAt + Tick; // so that ids rise with the order of submission, which pages rely on
        var entry = new RunDirectoryEntry(spec.Name, RunIds.Next(now, this.GetPrimaryKeyString(), directory.State.Runs.Count), now);
        await directory.CommitAsync(directory.State with { Runs = [.. directory.State.Runs, entry] }, cancellation);
        return entry;
    }

    /// <summary>Asks a run that the books do not know. Null for one whose submission or deletion was cut off and not made again.</summary>
    private async Task<RunSummary?> TryAskAsync(RunDirectoryEntry entry, CancellationToken cancellation)
    {
        try
        {
            var run = await GrainFactory.GetGrain<IRunGrain>(entry.RunId).DescribeAsync(cancellation);
            return new(entry.RunId, entry.Name, run.State, entry.CreatedAt, run.LastStep?.Step ?? 0);
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }
}
