using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights;

/// <summary>Moves published weights between processes, past the grains.</summary>
/// <remarks>
/// Thread-safe. A publication goes out by <see cref="BroadcastAsync"/>, from the trainer's silo to all receivers at once and as a whole: a stream down a chain, or a
/// collective operation in which every process with that run's replica takes part. Whoever missed it asks one other process by <see cref="PullAsync"/>.
/// What arrives is checked and put into the replica's exchange; a generator never sees half of it.
/// </remarks>
public interface IWeightTransport
{
    /// <summary>Where other processes reach this one.</summary>
    WeightEndpoint Endpoint { get; }

    /// <summary>Lets a run's weights in and out of this process until it is disposed. At most one replica a run.</summary>
    /// <exception cref="InvalidOperationException">The run has a replica here.</exception>
    IDisposable Open(WeightReplica replica);

    /// <summary>Sends weights to others; the memory is read until the task ends.</summary>
    /// <param name="replica">The run's, open or not.</param>
    /// <param name="weights">Stay the caller's.</param>
    /// <param name="receivers">Whom to reach, this process not among them.</param>
    /// <param name="cancellation">Ends the broadcast where it is: a newer version supersedes it.</param>
    /// <returns>Those that did not get them; nothing waits for them beyond the transport's patience.</returns>
    Task<IReadOnlyList<WeightEndpoint>> BroadcastAsync(
        WeightReplica replica, WeightSnapshot weights, IReadOnlyList<WeightEndpoint> receivers, CancellationToken cancellation);

    /// <summary>Fetches the newest weights of another process into the replica's exchange.</summary>
    /// <param name="replica">The run's, open or not.</param>
    /// <param name="peer">Whom to ask.</param>
    /// <param name="atLeast">The oldest version that helps.</param>
    /// <param name="cancellation">Ends it; what has arrived serves the next attempt.</param>
    /// <returns>Whether they are here now. False: the peer has none so new, is gone, or sent something else than was published.</returns>
    Task<bool> PullAsync(WeightReplica replica, WeightEndpoint peer, int atLeast, CancellationToken cancellation);
}
