using Magistral.Contracts;
using Magistral.Contracts.Weights;
using Magistral.Engine.Models;
using Magistral.Grains;
using Magistral.Grains.Storage;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights;

/// <summary>
/// A generator silo's side of distribution: it tells the books what it holds, so that the trainer sends to it, and where the books know newer weights
/// and no stream brings them, it fetches them: from another silo, else from the store, else from the checkpoint they came from.
/// </summary>
internal sealed partial class WeightPuller(
    WeightReplica replica, IWeightTransport transport, StoredWeights stored, IReadOnlyList<ParameterLeaf> leaves,
    IGrainFactory grains, IObjectStore store, GrainCalls calls, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(1); // what streams bring needs no asking
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly IWeightsGrain books = grains.GetGrain<IWeightsGrain>(replica.RunId);
    private long? behindSince;

    /// <summary>Works until it is cancelled; the books then forget this silo.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            using var timer = new PeriodicTimer(Period, clock);
            do
                try
                {
                    await FollowAsync(cancellation);
                }
                catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
                {
                    LogNotFollowed(log, replica.RunId, error.Message);
                }
                finally
                {
                    timer.Period = behindSince is null && replica.Version is not null ? QuietPeriod : Period;
                }
            while (await timer.WaitForNextTickAsync(cancellation));
        }
        finally
        {
            if (await calls.TryOnceAsync(token => books.ReleaseAsync(transport.Endpoint, token)) is { } error)
                LogNotFollowed(log, replica.RunId, error.Message); // forgotten in half a minute all the same
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var newest = await calls.CallAsync(token => books.HoldAsync(transport.Endpoint, replica.Version, token), cancellation);
        if (newest is null || replica.Version >= newest.Version || replica.IsReceiving)
        {
            behindSince = null;
            return;
        }
        behindSince ??= clock.GetTimestamp();
        if (replica.Version is null || clock.GetElapsedTime(behindSince.Value) >= Patience)
            await FetchAsync(newest, cancellation);
    }

    private async Task FetchAsync(PublishedWeights newest, CancellationToken cancellation)
    {
        var holders = await calls.CallAsync(token => books.HoldersAsync(token), cancellation);
        var able = holders.Where(holder => holder.Endpoint != transport.Endpoint && holder.Version >= newest.Version).Select(holder => holder.Endpoint).ToArray();
        Random.Shared.Shuffle(able); // so that those who join together do not all ask the same one
        foreach (var peer in able)
            if (await transport.PullAsync(replica, peer, newest.Version.Number, cancellation))
                return;
        if (await stored.TryTakeAsync(replica, newest.Version.Number, cancellation) || await TryTakeCheckpointAsync(newest, cancellation))
            LogTakenFromStore(log, replica.RunId, replica.Version!.Value.Number);
        else
            LogNowhere(log, replica.RunId, newest.Version.Number);
    }

    /// <summary>Right after a restart of the trainer the newest weights are those of its checkpoint.</summary>
    private async Task<bool> TryTakeCheckpointAsync(PublishedWeights newest, CancellationToken cancellation)
    {
        try
        {
            var weights = await new CheckpointReader(grains, store, clock).WeightsAsync(replica.RunId, newest.Step, leaves, cancellation);
            if (weights.ContentHash != newest.ContentHash)
                return false;
            replica.Exchange.Publish(weights.WithVersion(newest.Version.Number));
            return true;
        }
        catch (MagistralException) when (!cancellation.IsCancellationRequested)
        {
            return false; // there is no such checkpoint, or it is damaged: the next round looks elsewhere
        }
    }

    [LoggerMessage(2321, LogLevel.Warning, "The newest weights of run {RunId} could not be followed: {Reason}")]
    private static partial void LogNotFollowed(ILogger log, string runId, string reason);

    [LoggerMessage(2322, LogLevel.Information, "The weights of run {RunId}, version {Version}, came from the store")]
    private static partial void LogTakenFromStore(ILogger log, string runId, int version);

    [LoggerMessage(2323, LogLevel.Warning, "Version {Version} of run {RunId} is nowhere to be fetched yet, the next round asks again")]
    private static partial void LogNowhere(ILogger log, string runId, int version);
}
