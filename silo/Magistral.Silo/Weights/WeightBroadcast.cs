using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;
using Magistral.Grains;
using Magistral.Silo.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights;

/// <summary>The trainer's side of distribution: each newest publication goes to every silo that the books name, and into the store where a stream did not reach one.</summary>
internal sealed partial class WeightBroadcast(
    WeightReplica replica, IWeightTransport transport, StoredWeights stored, IWeightsGrain books, GrainCalls calls, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan HoldPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StorePeriod = TimeSpan.FromSeconds(15);
    private HashSet<WeightEndpoint> missed = [];
    private Task storing = Task.CompletedTask;
    private long? storedAt;

    /// <summary>Works until the trainer ends.</summary>
    public async Task RunAsync(WeightBroadcaster distributor)
    {
        var holding = HoldAsync(distributor.Stopping);
        try
        {
            var superseded = false;
            while (await distributor.Announced.WaitToReadAsync(distributor.Stopping))
            {
                while (distributor.Announced.TryRead(out _))
                {
                }
                superseded = await DeliverAsync(distributor, mayBeSuperseded: !superseded);
            }
        }
        finally
        {
            await Task.WhenAll(Quiet(holding), Quiet(storing));
            if (await calls.TryOnceAsync(token => books.ReleaseAsync(transport.Endpoint, token)) is { } error)
                LogBooksSilent(log, replica.RunId, error.Message); // forgotten in half a minute all the same
        }
    }

    /// <summary>Delivers the newest weights.</summary>
    /// <param name="distributor">Tells when newer ones are there.</param>
    /// <param name="mayBeSuperseded">Whether newer ones may end it: never twice in a row, or a slow receiver would never get any.</param>
    /// <returns>Whether they did.</returns>
    private async Task<bool> DeliverAsync(WeightBroadcaster distributor, bool mayBeSuperseded)
    {
        using var newest = replica.Exchange.TakeNewest();
        if (newest is null)
            return false;
        using var superseded = CancellationTokenSource.CreateLinkedTokenSource(distributor.Stopping);
        try
        {
            var broadcast = BroadcastAsync(newest, superseded.Token, distributor.Stopping);
            if (mayBeSuperseded && await Task.WhenAny(broadcast, distributor.Announced.WaitToReadAsync(distributor.Stopping).AsTask()) != broadcast)
                await superseded.CancelAsync();
            await broadcast;
            return false;
        }
        catch (OperationCanceledException) when (superseded.IsCancellationRequested && !distributor.Stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception error) when (GrainFaults.AreExpected(error) && !distributor.Stopping.IsCancellationRequested)
        {
            LogNotDelivered(log, newest.Version, replica.RunId, error.Message); // whoever lacks them fetches them
            return false;
        }
    }

    private async Task BroadcastAsync(WeightSnapshot weights, CancellationToken cancellation, CancellationToken stopping)
    {
        var holders = await calls.CallAsync(token => books.HoldersAsync(token), cancellation);
        WeightEndpoint[] receivers =
        [
            .. holders.Where(holder => holder.Endpoint != transport.Endpoint && !(holder.Version?.Number >= weights.Version))
                .OrderBy(holder => missed.Contains(holder.Endpoint)).ThenByDescending(holder => holder.Version?.Number) // who may be frozen comes last, behind those it would keep waiting
                .Select(holder => holder.Endpoint),
        ];
        if (receivers.Length == 0)
            return;
        var started = clock.GetTimestamp();
        missed = [.. await transport.BroadcastAsync(replica, weights, receivers, cancellation)];
        LogDelivered(log, weights.Version, replica.RunId, receivers.Length - missed.Count, receivers.Length, clock.GetElapsedTime(started).TotalMilliseconds);
        if (missed.Count > 0)
            LeaveInStore(weights, stopping);
    }

    /// <summary>Leaves the weights in the store for whoever was not reached, beside the next deliveries and not more often than is of use.</summary>
    private void LeaveInStore(WeightSnapshot weights, CancellationToken cancellation)
    {
        if (!storing.IsCompleted || storedAt is { } before && clock.GetElapsedTime(before) < StorePeriod || replica.Exchange.TakeNewest() is not { } held)
            return;
        if (held.Version != weights.Version)
        {
            held.Dispose();
            return;
        }
        storedAt = clock.GetTimestamp();
        storing = StoreAsync(held, cancellation);
    }

    private async Task StoreAsync(WeightSnapshot held, CancellationToken cancellation)
    {
        using (held)
            try
            {
                await stored.PutAsync(held, cancellation);
            }
            catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
            {
                LogNotStored(log, held.Version, replica.RunId, error.Message);
            }
    }

    /// <summary>Tells the books that this silo has weights to fetch.</summary>
    private async Task HoldAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(HoldPeriod, clock);
        do
        {
            try
            {
                await calls.CallAsync(token => books.HoldAsync(transport.Endpoint, replica.Version, token), cancellation);
            }
            catch (Exception error) when (GrainFaults.AreExpected(error) && !cancellation.IsCancellationRequested)
            {
                LogBooksSilent(log, replica.RunId, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (OperationCanceledException)
        {
            // the trainer ended
        }
    }
}
