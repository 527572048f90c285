using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Orleans.Concurrency;

namespace Magistral.Contracts.Checkpoints;

/// <summary>One checkpoint. Key: <c>run id/step</c>.</summary>
/// <remarks>Calls may be repeated. Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.checkpoint")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>The largest piece that <see cref="ReadAsync"/> gives.</summary>
    const int MostBytesAtOnce = 1 << 20;

    /// <summary>Begins an attempt to write it and answers with the attempt's number, which is part of its keys in the store. Until it commits, a trainer has one attempt.</summary>
    [Alias("begin")]
    Task<int> BeginAsync(TrainerTerm term, CancellationToken cancellation);

    /// <summary>Commits it: from now on it can be loaded.</summary>
    [Alias("commit")]
    Task CommitAsync(CheckpointManifest manifest, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Ends what trainers up to a term did here, and says what must stay of it: only its run asks, which owns the retention of all its checkpoints.</summary>
    /// <param name="keep">Whether the run keeps it; what is not kept expires.</param>
    /// <param name="over">The last term that is over: what its trainers still write can no longer be committed. Later trainers' work is left as it is.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [Alias("settle")]
    Task<CheckpointRemains> SettleAsync(bool keep, TrainerTerm over, CancellationToken cancellation);

    /// <summary>Someone reads its parts from the store and says so again every few seconds: they stay for half a minute after the last word, even if it expires.</summary>
    /// <returns>How it stands; what is not committed cannot be held.</returns>
    [Alias("hold")]
    Task<CheckpointView> HoldAsync(CancellationToken cancellation);

    /// <summary>A piece of one of its parts, as it is stored. Who reads holds it, as by <see cref="HoldAsync"/>.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="offset">First byte, at least 0.</param>
    /// <param name="length">At most this many bytes, 1 to <see cref="MostBytesAtOnce"/>; fewer come at the end.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CheckpointNotFoundException">There is no such committed checkpoint, or no such part.</exception>
    [Alias("read"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<byte[]> ReadAsync(string part, long offset, int length, CancellationToken cancellation);

    /// <summary>How it stands.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<CheckpointView> DescribeAsync(CancellationToken cancellation);
}
