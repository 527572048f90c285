using Magistral.Contracts.Silos;
using Magistral.Contracts.Training;
using Magistral.Grains.Placement;

namespace Magistral.Grains.Training;

/// <summary>The grain of a trainer: the address of a worker on its silo, which stays the same while that lives: elsewhere the training would begin at the last checkpoint.</summary>
[GrainType("trainer"), RequireRole(SiloRoles.Trainer), SameSilo]
public sealed class TrainerGrain(ITrainerWorkers workers) : Grain, ITrainerGrain
{
    private string RunId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellation)
    {
        workers.Start(RunId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task PauseAsync(CancellationToken cancellation)
    {
        workers.Pause(RunId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task AbortAsync(CancellationToken cancellation)
    {
        workers.Abort(RunId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TrainerStatus> StatusAsync(CancellationToken cancellation) => Task.FromResult(workers.Status(RunId));
}
