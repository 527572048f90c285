using Magistral.Contracts.Training;
using Magistral.Contracts.Silos;
using Magistral.Contracts.Weights;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;

namespace Magistral.Grains.Weights;

/// <summary>The grain of a run's weight versions and staleness ledger.</summary>
[GrainType("weights"), RequireRole(SiloRoles.Coordinator)]
public sealed class WeightsGrain(
    [PersistentState("weights", GrainStores.Objects)] IPersistentState<WeightsState> weights) : Grain, IWeightsGrain
{
    /// <inheritdoc/>
    public async Task<WeightVersion> PublishAsync(Publication publication, CancellationToken cancellation)
    {
        var admitted = Admit(publication.Term);
        await CommitAsync(WeightsLedger.Publish(admitted, publication), cancellation);
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
    public async Task FallBackAsync(int step, TrainerTerm term, CancellationToken cancellation) =>
        await CommitAsync(WeightsLedger.FallBack(Admit(term), step), cancellation);

    /// <inheritdoc/>
    public async Task CheckpointCommittedAsync(int step, TrainerTerm term, CancellationToken cancellation) =>
        await CommitAsync(WeightsLedger.Commit(Admit(term), step), cancellation);

    /// <inheritdoc/>
    public Task<WeightsReport> DescribeAsync(CancellationToken cancellation)
    {
        var state = weights.State;
        return Task.FromResult(new WeightsReport(state.Version, state.Step, state.ContentHash, WeightsLedger.Lags(state), state.Serving));
    }

    private WeightsState Admit(TrainerTerm term) => term == weights.State.Term
        ? weights.State
        : weights.State with { Term = weights.State.Term.Admit(this.GetPrimaryKeyString(), term) };

    private async Task CommitAsync(WeightsState next, CancellationToken cancellation)
    {
        if (!ReferenceEquals(next, weights.State))
            await weights.CommitAsync(next, cancellation);
    }
}
