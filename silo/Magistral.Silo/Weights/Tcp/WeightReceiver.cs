using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>The receiver's side of one stream: takes frames in, checks each, passes it on, and puts the whole to use once the books know its hash.</summary>
internal sealed class WeightReceiver(WeightReplica replica, WeightConnection connection, WeightForwarder chain)
{
    /// <summary>Receives what the other side offers.</summary>
    /// <returns>Whether the weights, or newer ones, are in use here afterwards.</returns>
    /// <exception cref="WeightPeerException">The sender is gone; what has arrived is kept for the next.</exception>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        connection.Beat();
        var offer = WeightOffer.Parse(await OfferAsync());
        if (offer.Manifest.TotalBytes != replica.Numbers * sizeof(float))
            return await RefuseAsync(WeightRefusal.OtherModel);
        using var session = await replica.Buffer.BeginAsync(offer.Version, offer.Manifest, cancellation);
        if (session is null)
            return await PassOnAsync(offer, cancellation);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, session.Superseded);
        return await TakeInAsync(offer, session.Weights, ending);
    }

    private async Task<byte[]> OfferAsync()
    {
        var most = WeightOffer.MostBytes(replica.Numbers);
        var (kind, length) = await connection.ReceiveAsync();
        var payload = await connection.PayloadAsync(kind, length, most);
        return kind switch
        {
            WeightMessageKind.Offer => payload,
            WeightMessageKind.Refused => throw new WeightRefusedException((WeightRefusal)WeightOffer.ParseNumber(payload)),
            _ => throw connection.Fault($"it sent a message {kind} in place of an offer"),
        };
    }

    private async Task<bool> TakeInAsync(WeightOffer offer, WeightAssembly weights, CancellationTokenSource ending)
    {
        using var abort = ending.Token.Register(connection.Abort);
        var published = replica.PublishedHashAsync(offer.Version, ending.Token);
        var forwarding = chain.ForwardAsync(replica, weights, offer.Behind, ending.Token);
        var whole = false;
        try
        {
            await connection.SendAsync(WeightMessageKind.Resume, weights.Arrived);
            if (!await ReceiveFramesAsync(weights))
                return await RefuseAsync(WeightRefusal.Corrupted);
            whole = true;
            var closed = connection.DrainAsync();
            if (await published != weights.Manifest.ContentHash)
            {
                replica.Buffer.Drop(weights);
                whole = false;
                return await RefuseAsync(WeightRefusal.NotPublished, closed);
            }
            replica.Buffer.Complete(weights);
            await DoneAsync(await forwarding, closed);
            return true;
        }
        finally
        {
            if (!whole)
                await ending.CancelAsync(); // nothing more arrives here, so those behind wait for another sender
            await Task.WhenAll(Quiet(published), Quiet(forwarding)); // neither may use the memory after this
        }
    }

    /// <summary>These weights are here already: only those behind may lack them.</summary>
    private async Task<bool> PassOnAsync(WeightOffer offer, CancellationToken cancellation)
    {
        using var newest = replica.Exchange.TakeNewest();
        if (newest?.Version != offer.Version || newest.ContentHash != offer.Manifest.ContentHash)
            return await RefuseAsync(WeightRefusal.NotNeeded);
        await connection.SendAsync(WeightMessageKind.Resume, offer.Manifest.FrameCount);
        var closed = connection.DrainAsync();
        await replica.Buffer.EndedAsync(cancellation); // which may be sending to the same silos still
        await DoneAsync(await chain.ForwardAsync(replica, new WeightAssembly(newest), offer.Behind, cancellation), closed);
        return true;
    }

    private async Task<bool> ReceiveFramesAsync(WeightAssembly weights)
    {
        while (!weights.IsComplete)
        {
            var (kind, length) = await connection.ReceiveAsync();
            if (kind != WeightMessageKind.Frame)
                throw connection.Fault($"it sent a message {kind} in place of a frame");
            if (!await connection.ReadFrameAsync(weights, length))
                return false;
        }
        return true;
    }

    private async Task DoneAsync(IReadOnlyList<WeightEndpoint> missed, Task closed)
    {
        await connection.SendAsync(WeightMessageKind.Done, WeightOffer.EncodeEndpoints(missed));
        await closed;
    }

    private async Task<bool> RefuseAsync(WeightRefusal reason, Task? closed = null)
    {
        await connection.SendAsync(WeightMessageKind.Refused, (int)reason);
        await (closed ?? connection.DrainAsync());
        return reason == WeightRefusal.NotNeeded;
    }

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception) when (task.IsCompleted)
        {
            // it failed where it was awaited, or because this stream ended
        }
    }
}
