using Magistral.Contracts.Training;
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

    /// <summary>The newest version and the ledger.</summary>
    [Alias("describe"), ReadOnly]
    Task<WeightsReport> DescribeAsync(CancellationToken cancellation);
}
