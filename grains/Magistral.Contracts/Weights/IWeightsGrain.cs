using Magistral.Contracts.Security;
using Magistral.Contracts.Training.Terms;
using Magistral.Method.Generation;
using Orleans.Concurrency;

namespace Magistral.Contracts.Weights;

/// <summary>The published weight versions of a run and its staleness ledger. Key: the run id.</summary>
/// <remarks>Calls may be repeated: a second publication of the same step and hash answers with the version of the first.
/// Those of a trainer whose term is over end in <see cref="TrainerSupersededException"/>.</remarks>
[Alias("magistral.weights")]
public interface IWeightsGrain : IGrainWithStringKey
{
    /// <summary>Gives weights their version, before anyone samples from them, and enters the lags of their update in the ledger.</summary>
    [Alias("publish")]
    Task<WeightVersion> PublishAsync(Publication publication, CancellationToken cancellation);

    /// <summary>Notes which version a generator serves.</summary>
    [Alias("serving")]
    Task ServingAsync(string generatorId, WeightVersion version, CancellationToken cancellation);

    /// <summary>Strikes the updates after <paramref name="step"/> from the ledger: the trainer fell back to the checkpoint of that step. Versions go on.</summary>
    [Alias("fall-back")]
    Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>Updates up to <paramref name="step"/> are in a committed checkpoint and can no longer be struck.</summary>
    [Alias("checkpoint-committed")]
    Task CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation);

    /// <summary>The secret that opens weight streams of this run; made when first asked for. For silos alone, never for a client.</summary>
    [Alias("token")]
    Task<WeightToken> TokenAsync(CancellationToken cancellation);

    /// <summary>Notes where a silo holds the run's weights, and which. Said again every second or so: who says nothing for half a minute is forgotten.</summary>
    /// <param name="endpoint">Where it hands them out and takes new ones in.</param>
    /// <param name="version">The newest it holds; null when it has none yet.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The newest publication; null before the first.</returns>
    [Alias("hold")]
    Task<PublishedWeights?> HoldAsync(WeightEndpoint endpoint, WeightVersion? version, CancellationToken cancellation);

    /// <summary>Forgets a silo that holds the run's weights no more.</summary>
    [Alias("release")]
    Task ReleaseAsync(WeightEndpoint endpoint, CancellationToken cancellation);

    /// <summary>The silos that hold the run's weights, in an order that stays.</summary>
    [Alias("holders"), ReadOnly]
    Task<IReadOnlyList<WeightHolder>> HoldersAsync(CancellationToken cancellation);

    /// <summary>One of the last publications; null when there was none of that number or it is long past.</summary>
    [Alias("published"), ReadOnly]
    Task<PublishedWeights?> PublishedAsync(WeightVersion version, CancellationToken cancellation);

    /// <summary>Every version ever published, by rising number, from <paramref name="fromVersion"/> on, at most <paramref name="count"/>.</summary>
    [Alias("publications"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<IReadOnlyList<PublishedVersion>> PublicationsAsync(WeightVersion fromVersion, int count, CancellationToken cancellation);

    /// <summary>The newest version and the ledger.</summary>
    [Alias("describe"), ReadOnly, ForClients(ClientAccess.Run)]
    Task<WeightsReport> DescribeAsync(CancellationToken cancellation);
}
