using Orleans.Concurrency;

namespace Magistral.Contracts.Checkpoints;

/// <summary>One checkpoint. Key: <c>run id/step</c>.</summary>
/// <remarks>Calls may be repeated.</remarks>
[Alias("magistral.checkpoint")]
public interface ICheckpointGrain : IGrainWithStringKey
{
    /// <summary>Begins an attempt to write it and answers with the attempt's number, which is part of its keys in the store.</summary>
    [Alias("begin")]
    Task<int> BeginAsync(CancellationToken cancellation);

    /// <summary>Commits it: from now on it can be loaded.</summary>
    [Alias("commit")]
    Task CommitAsync(CheckpointManifest manifest, CancellationToken cancellation);

    /// <summary>Marks it expired, before its parts are deleted.</summary>
    [Alias("expire")]
    Task ExpireAsync(CancellationToken cancellation);

    /// <summary>How it stands.</summary>
    [Alias("describe"), ReadOnly]
    Task<CheckpointView> DescribeAsync(CancellationToken cancellation);
}
