using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Specs;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The grain of a tenant's runs.</summary>
[GrainType("run-directory"), RequireRole(SiloRoles.Coordinator)]
public sealed class RunDirectoryGrain(
    [PersistentState("directory", GrainStores.Objects)] IPersistentState<RunDirectoryState> directory,
    SpecFolders folders,
    TimeProvider clock) : Grain, IRunDirectoryGrain
{
    /// <inheritdoc/>
    public async Task<string> SubmitAsync(RunSpec spec, CancellationToken cancellation)
    {
        var faults = RunSpecRules.Check(spec).ToList();
        if (faults.Count == 0)
            faults = [.. folders.Check(spec)]; // which reads a spec that is whole
        if (faults.Count > 0)
            throw new RunSpecException("the run spec", faults);
        // The entry comes before the run: a submission that was cut off between the two finds its own entry when it is made again.
        var entry = ByName(spec.Name) ?? await EnterAsync(spec.Name, cancellation);
        var run = GrainFactory.GetGrain<IRunGrain>(entry.RunId);
        await run.CreateAsync(spec, cancellation);
        var stored = await run.SpecAsync(cancellation);
        return RunSpecJson.Write(stored) == RunSpecJson.Write(spec) ? entry.RunId : throw new RunSpecConflictException(spec.Name);
    }

    /// <inheritdoc/>
    public Task<string?> FindAsync(string nameOrId, CancellationToken cancellation) => Task.FromResult(Find(nameOrId)?.RunId);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken cancellation)
    {
        var summaries = new List<RunSummary>();
        foreach (var entry in directory.State.Runs)
            if (await TrySummarizeAsync(entry, cancellation) is { } summary)
                summaries.Add(summary);
        return summaries;
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(string nameOrId, CancellationToken cancellation)
    {
        if (Find(nameOrId) is not { } entry)
            return false;
        await GrainFactory.GetGrain<IRunGrain>(entry.RunId).EraseAsync(cancellation);
        await directory.CommitAsync(directory.State with { Runs = [.. directory.State.Runs.Where(other => other.RunId != entry.RunId)] }, cancellation);
        return true;
    }

    private RunDirectoryEntry? Find(string nameOrId) => ByName(nameOrId) ?? directory.State.Runs.FirstOrDefault(entry => entry.RunId == nameOrId);

    private RunDirectoryEntry? ByName(string name) => directory.State.Runs.FirstOrDefault(entry => entry.Name == name);

    private async Task<RunDirectoryEntry> EnterAsync(string name, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var entry = new RunDirectoryEntry(name, RunIds.Next(now, this.GetPrimaryKeyString(), directory.State.Runs.Count), now);
        await directory.CommitAsync(directory.State with { Runs = [.. directory.State.Runs, entry] }, cancellation);
        return entry;
    }

    /// <summary>Null for an entry whose submission or deletion was cut off and not made again.</summary>
    private async Task<RunSummary?> TrySummarizeAsync(RunDirectoryEntry entry, CancellationToken cancellation)
    {
        try
        {
            var run = await GrainFactory.GetGrain<IRunGrain>(entry.RunId).DescribeAsync(cancellation);
            var queue = await GrainFactory.GetGrain<IRolloutQueueGrain>(entry.RunId).DescribeAsync(cancellation);
            return new(entry.RunId, entry.Name, run.State, entry.CreatedAt, queue.Step);
        }
        catch (RunNotFoundException)
        {
            return null;
        }
    }
}
