using Magistral.Contracts.Security;
using Orleans.Concurrency;

namespace Magistral.Contracts.Training;

/// <summary>The address of the trainer worker. Key: the run id.</summary>
/// <remarks>Calls may be repeated. They hand work to the worker and return; nothing native runs inside them.</remarks>
[Alias("magistral.trainer")]
public interface ITrainerGrain : IGrainWithStringKey
{
    /// <summary>Starts the worker: from the last committed checkpoint, or from the beginning.</summary>
    [Alias("start")]
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Asks it to write a checkpoint and stop; the run is paused when it has.</summary>
    [Alias("pause")]
    Task PauseAsync(CancellationToken cancellation);

    /// <summary>Ends the worker at once, without a checkpoint.</summary>
    [Alias("abort")]
    Task AbortAsync(CancellationToken cancellation);

    /// <summary>Whether a trainer works on the run, and on what; why it failed if it did.</summary>
    [Alias("status"), AlwaysInterleave, ForClients(ClientAccess.Run)]
    Task<TrainerStatus> StatusAsync(CancellationToken cancellation);
}
