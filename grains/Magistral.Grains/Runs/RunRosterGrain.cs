using Magistral.Contracts.Runs;
using Magistral.Contracts.Silos;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Runs;

/// <summary>The grain of the roster.</summary>
[GrainType("run-roster"), RequireRole(SiloRoles.Coordinator)]
public sealed class RunRosterGrain([PersistentState("roster", GrainStores.Objects)] IPersistentState<RunRosterState> roster) : Grain, IRunRosterGrain
{
    /// <inheritdoc/>
    public Task EnterAsync(string runId, CancellationToken cancellation) => roster.State.RunIds.Contains(runId)
        ? Task.CompletedTask
        : roster.CommitAsync(new() { RunIds = [.. roster.State.RunIds, runId] }, cancellation);

    /// <inheritdoc/>
    public Task LeaveAsync(string runId, CancellationToken cancellation) => roster.State.RunIds.Contains(runId)
        ? roster.CommitAsync(new() { RunIds = [.. roster.State.RunIds.Where(other => other != runId)] }, cancellation)
        : Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation) => Task.FromResult(roster.State.RunIds);
}
