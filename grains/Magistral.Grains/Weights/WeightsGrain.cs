using Magistral.Contracts.Silos;
using Magistral.Contracts.Training.Terms;
using Magistral.Contracts.Weights;
using Magistral.Grains.Placement;
using Magistral.Grains.Storage;
using Magistral.Method.Generation;

namespace Magistral.Grains.Weights;

/// <summary>The grain of a run's weight versions and staleness ledger.</summary>
[GrainType("weights"), RequireRole(SiloRoles.Coordinator)]
public sealed class WeightsGrain(
    [PersistentState("weights", GrainStores.Objects)] IPersistentState<WeightsState> weights, IObjectStore store, TimeProvider clock) : Grain, IWeightsGrain
{
    // Known anew within a second when this grain moves, since every holder says it again: not stored.
    private readonly WeightHolders holders = new(clock);
    private PublicationLog? log;
    private bool isLogRead;

    private PublicationLog Log => log ??= new(store, this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public async Task<WeightVersion> PublishAsync(Publication publication, CancellationToken cancellation)
    {
        await OpenLogAsync(cancellation);
        var admitted = Admit(publication.Term);
        var next = WeightsLedger.Publish(admitted, publication);
        if (next.Version != weights.State.Version)
            await Log.AddAsync(new(next.Version!.Value, publication.Step, publication.ContentHash, publication.Lags.Count > 0), cancellation);
        await CommitAsync(next, cancellation);
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
    public async Task<WeightToken> TokenAsync(CancellationToken cancellation)
    {
        if (weights.State.Token is null)
            await CommitAsync(weights.State with { Token = WeightToken.Create() }, cancellation);
        return weights.State.Token!.Value;
    }

    /// <inheritdoc/>
    public Task<PublishedWeights?> HoldAsync(WeightEndpoint endpoint, WeightVersion? version, CancellationToken cancellation)
    {
        holders.Note(endpoint, version);
        return Task.FromResult(weights.State.Recent.Count > 0 ? weights.State.Recent[^1] : null);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(WeightEndpoint endpoint, CancellationToken cancellation)
    {
        holders.Forget(endpoint);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<WeightHolder>> HoldersAsync(CancellationToken cancellation) => Task.FromResult(holders.List());

    /// <inheritdoc/>
    public Task<PublishedWeights?> PublishedAsync(WeightVersion version, CancellationToken cancellation) =>
        Task.FromResult(weights.State.Recent.FirstOrDefault(published => published.Version == version));

    /// <inheritdoc/>
    public Task<IReadOnlyList<PublishedVersion>> PublicationsAsync(WeightVersion fromVersion, int count, CancellationToken cancellation) =>
        Log.ReadAsync(fromVersion, count, cancellation);

    /// <inheritdoc/>
    public Task<WeightsReport> DescribeAsync(CancellationToken cancellation)
    {
        var state = weights.State;
        return Task.FromResult(new WeightsReport(state.Version, state.Step, state.ContentHash, WeightsLedger.Lags(state), state.Serving));
    }

    /// <summary>The state is read behind the log: an activation that others followed would otherwise cut off what they published.</summary>
    private async Task OpenLogAsync(CancellationToken cancellation)
    {
        if (isLogRead)
            return;
        await Log.OpenAsync(cancellation);
        await weights.ReadStateAsync(cancellation);
        isLogRead = true;
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
