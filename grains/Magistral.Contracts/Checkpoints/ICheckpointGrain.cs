using Magistral.Contracts.Training;
using Orleans.Concurrency;

namespace Magistral.Contracts.Checkpoints;

/// <summary>One checkpoint. Key: <c>run id/step</c>.</summary>
/// <remarks>Calls may be repeated. Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.checkpoint")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>Begins an attempt to write it and answers with the attempt's number, which is part of its keys in the store.</summary>
    [Alias("begin")]
    Task<int> BeginAsync(TrainerTerm term, CancellationToken cancellation);

    /// <summary>Commits it: from now on it can be loaded.</summary>
    [Alias("commit")]
    Task CommitAsync(CheckpointManifest manifest, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Marks it expired, before its parts are deleted.</summary>
    [Alias("expire")]
    Task ExpireAsync(CancellationToken cancellation);

    /// <summary>How it stands.</summary>
    [Alias("describe"), ReadOnly]
    Task<CheckpointView> DescribeAsync(CancellationToken cancellation);
}
