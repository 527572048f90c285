using Magistral.Contracts.Weights;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
using Magistral.Grains.Storage;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights;

/// <summary>How the workers of this silo come by a run's weights: from each other through an exchange, from other silos by a transport where there is one.</summary>
/// <remarks>Thread-safe.</remarks>
/// <param name="exchanges">Where the workers of this process meet.</param>
/// <param name="grains">The books.</param>
/// <param name="store">Where the newest weights are left for whoever no stream reaches.</param>
/// <param name="calls">Makes calls to grains.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Hears of deliveries.</param>
/// <param name="transport">To and from other processes; null: all workers of every run are in this one.</param>
public sealed class WeightNetwork(
    WeightExchanges exchanges, IGrainFactory grains, IObjectStore store, GrainCalls calls, TimeProvider clock, ILogger<WeightNetwork> log, IWeightTransport? transport = null)
{
    private static readonly TimeSpan BooksPatience = TimeSpan.FromSeconds(20);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (WeightReplica Replica, IDisposable Opening, int Users)> replicas = new(StringComparer.Ordinal);

    /// <summary>Where this process's workers of a run meet.</summary>
    public WeightExchange ExchangeOf(string runId) => exchanges.Of(runId);

    /// <summary>Keeps a run's exchange filled with the newest weights of other silos, and hands them on; without a transport there is nothing to do.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="leaves">The arrays that are published.</param>
    /// <param name="cancellation">Ends it.</param>
    internal async Task FollowAsync(string runId, IReadOnlyList<ParameterLeaf> leaves, CancellationToken cancellation)
    {
        if (transport is null)
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellation);
        var replica = await EnterAsync(runId, leaves.Sum(leaf => leaf.Length), cancellation);
        try
        {
            var stored = new StoredWeights(runId, store);
            await new WeightPuller(replica, transport!, stored, leaves, grains, store, calls, clock, log).RunAsync(cancellation);
        }
        finally
        {
            Leave(runId);
        }
    }

    /// <summary>Sends what the trainer of this silo publishes to other silos; without a transport there is nothing to do.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="leaves">The arrays that are published.</param>
    internal WeightBroadcaster Distribute(string runId, IReadOnlyList<ParameterLeaf> leaves) => new(distributor => DistributeAsync(distributor, runId, leaves));

    private async Task DistributeAsync(WeightBroadcaster distributor, string runId, IReadOnlyList<ParameterLeaf> leaves)
    {
        if (transport is null)
            return;
        var replica = await EnterAsync(runId, leaves.Sum(leaf => leaf.Length), distributor.Stopping);
        try
        {
            await new WeightBroadcast(replica, transport, new StoredWeights(runId, store), grains.GetGrain<IWeightsGrain>(runId), calls, clock, log).RunAsync(distributor);
        }
        finally
        {
            Leave(runId);
        }
    }

    private async Task<WeightReplica> EnterAsync(string runId, long numbers, CancellationToken cancellation)
    {
        var token = await calls.CallAsync(ask => grains.GetGrain<IWeightsGrain>(runId).TokenAsync(ask), cancellation);
        lock (gate)
        {
            if (replicas.TryGetValue(runId, out var entered))
            {
                replicas[runId] = entered with { Users = entered.Users + 1 };
                return entered.Replica;
            }
            var replica = new WeightReplica(runId, token, numbers, exchanges.Of(runId), (version, ask) => PublishedHashAsync(runId, version, ask));
            replicas[runId] = (replica, transport!.Open(replica), 1);
            return replica;
        }
    }

    private void Leave(string runId)
    {
        lock (gate)
        {
            var (replica, opening, users) = replicas[runId];
            if (users > 1)
            {
                replicas[runId] = (replica, opening, users - 1);
                return;
            }
            replicas.Remove(runId);
            opening.Dispose();
            replica.Dispose();
        }
    }

    private async Task<string?> PublishedHashAsync(string runId, int version, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(BooksPatience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        return (await calls.CallAsync(token => grains.GetGrain<IWeightsGrain>(runId).PublishedAsync(new(version), token), linked.Token))?.ContentHash;
    }
}
