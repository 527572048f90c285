using Magistral.Contracts.Training;
using Magistral.Contracts.Security;
using Orleans.Concurrency;

namespace Magistral.Contracts.Checkpoints;

/// <summary>One checkpoint. Key: <c>run id/step</c>.</summary>
/// <remarks>Calls may be repeated. Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.checkpoint")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>The largest piece that <see cref="ReadAsync"/> gives.</summary>
    const int MostBytesAtOnce = 1 << 20;

    /// <summary>Begins an attempt to write it and answers with the attempt's number, which is part of its keys in the store.</summary>
    [Alias("begin")]
    Task<int> BeginAsync(TrainerTerm term, CancellationToken cancellation);

    /// <summary>Commits it: from now on it can be loaded.</summary>
    [Alias("commit")]
    Task CommitAsync(CheckpointManifest manifest, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Marks it expired, before its parts are deleted.</summary>
    [Alias("expire")]
    Task ExpireAsync(CancellationToken cancellation);

    /// <summary>A piece of one of its parts, as it is stored.</summary>
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
