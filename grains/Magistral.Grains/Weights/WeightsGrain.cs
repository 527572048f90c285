using Magistral.Contracts.Weights;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Weights;

/// <summary>The grain of a run's weight versions and staleness ledger.</summary>
[GrainType("weights")]
public sealed class WeightsGrain(
    [PersistentState("weights", GrainStores.Objects)] IPersistentState<WeightsState> weights) : Grain, IWeightsGrain
{
    /// <inheritdoc/>
    public async Task<WeightVersion> PublishAsync(Publication publication, CancellationToken cancellation)
    {
        await CommitAsync(WeightsLedger.Publish(weights.State, publication), cancellation);
        return weights.State.Version!.Value;
    }

    /// <inheritdoc/>
    public Task ServingAsync(string generatorId, WeightVersion version, CancellationToken cancellation)
    {
        // What a generator serves is known anew when it reports again: stored with the next publication.
        weights.State = weights.State with { Serving = new Dictionary<string, WeightVersion>(weights.State.Serving) { [generatorId] = version } };
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task FallBackAsync(int step, CancellationToken cancellation) => CommitAsync(WeightsLedger.FallBack(weights.State, step), cancellation);

    /// <inheritdoc/>
    public Task CheckpointCommittedAsync(int step, CancellationToken cancellation) => CommitAsync(WeightsLedger.Commit(weights.State, step), cancellation);

    /// <inheritdoc/>
    public Task<WeightsReport> DescribeAsync(CancellationToken cancellation)
    {
        var state = weights.State;
        return Task.FromResult(new WeightsReport(state.Version, state.Step, state.ContentHash, WeightsLedger.Lags(state), state.Serving));
    }

    private async Task CommitAsync(WeightsState next, CancellationToken cancellation)
    {
        if (!ReferenceEquals(next, weights.State))
            await weights.CommitAsync(next, cancellation);
    }
}
