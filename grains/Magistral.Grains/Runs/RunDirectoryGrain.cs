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
    TimeProvider clock) : Grain, IRunDirectoryGrain
{
    /// <inheritdoc/>
    public async Task<string> SubmitAsync(RunSpec spec, CancellationToken cancellation)
    {
        var faults = RunSpecRules.Check(spec).ToList();
        if (faults.Count > 0)
            throw new RunSpecException("the run spec", faults);
        if (Find(spec.Name) is { } known)
        {
            var stored = await GrainFactory.GetGrain<IRunGrain>(known.RunId).SpecAsync(cancellation);
            return RunSpecJson.Write(stored) == RunSpecJson.Write(spec) ? known.RunId : throw new RunSpecConflictException(spec.Name);
        }
        var entry = new RunDirectoryEntry(spec.Name, RunIds.Next(clock.GetUtcNow(), directory.State.Runs.Count), clock.GetUtcNow());
        await GrainFactory.GetGrain<IRunGrain>(entry.RunId).CreateAsync(spec, cancellation);
        await directory.CommitAsync(directory.State with { Runs = [.. directory.State.Runs, entry] }, cancellation);
        return entry.RunId;
    }

    /// <inheritdoc/>
    public Task<string?> FindAsync(string nameOrId, CancellationToken cancellation) => Task.FromResult(Find(nameOrId)?.RunId);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RunSummary>> ListAsync(CancellationToken cancellation)
    {
        var summaries = new List<RunSummary>();
        foreach (var entry in directory.State.Runs)
        {
            var run = await GrainFactory.GetGrain<IRunGrain>(entry.RunId).DescribeAsync(cancellation);
            var queue = await GrainFactory.GetGrain<IRolloutQueueGrain>(entry.RunId).DescribeAsync(cancellation);
            summaries.Add(new(entry.RunId, entry.Name, run.State, entry.CreatedAt, queue.Step));
        }
        return summaries;
    }

    private RunDirectoryEntry? Find(string nameOrId) => directory.State.Runs.FirstOrDefault(entry => entry.Name == nameOrId || entry.RunId == nameOrId);
}
