using System.IO.Pipelines;
using Magistral.Contracts;
using Magistral.Contracts.Security;
using Microsoft.AspNetCore.Connections;

namespace Magistral.Silo.Security;

/// <summary>Stands before the gateway's protocol: how many connections there are, and how much each may have taken in before anybody asks who sent it.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class GatewayGuard(FrameLimits limits, RefusalLog refusals, TimeProvider clock)
{
    private readonly Openings openings = new(limits.MostOpenings, limits.OpeningGrace, clock);
    private readonly PendingBytes room = new(limits.MostPendingBytes);
    private int inUse;

    /// <summary>Puts it into the pipeline of the gateway's connections, behind TLS.</summary>
    public void Use(IConnectionBuilder inbound) => inbound.Use(next => context => RunAsync(context, next));

    /// <summary>Gives an accepted connection its place among those that have not proven themselves, once there is one. It stands before TLS.</summary>
    internal async Task BeginAsync(ConnectionContext context, CancellationToken cancellation)
    {
        var opening = await openings.BeginAsync(cancellation);
        var late = new CancellationTokenSource(limits.OpeningPatience, clock);
        late.Token.Register(() => End(context, $"it had not proven itself in {limits.OpeningPatience.TotalSeconds:0.#} s"));
        opening.Dropped.Register(() => End(context, $"it had not proven itself when {Counted.Of(limits.MostOpenings, "connection was", "connections were")} opening"));
        var place = new Place(opening, late);
        context.Features.Set(place);
        context.ConnectionClosed.Register(place.Dispose);
    }

    private async Task RunAsync(ConnectionContext context, ConnectionDelegate next)
    {
        var plain = context.Transport;
        var place = context.Features.Get<Place>();
        var isInUse = false;
        var reader = new WatchedReader(plain.Input, new FrameWalk(limits.MostFirstMessageBytes, limits.MostMessageBytes), room, limits.MessagePatience, clock, Proven, reason => End(context, reason));
        try
        {
            context.Transport = new GuardedPipe(reader, plain.Output);
            await next(context);
        }
        finally
        {
            context.Transport = plain;
            reader.GiveBack();
            place?.Dispose();
            if (isInUse)
                Interlocked.Decrement(ref inUse);
        }

        string? Proven()
        {
            place?.Dispose();
            isInUse = true;
            return Interlocked.Increment(ref inUse) > limits.MostConnections ? $"{Counted.Of(limits.MostConnections, "connection is", "connections are")} open" : null;
        }
    }

    private void End(ConnectionContext context, string reason)
    {
        refusals.Note($"a connection to the gateway from {PeerAddress.Of(context.RemoteEndPoint)}", reason);
        context.Abort();
    }

    private sealed record GuardedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed record Place(Openings.Opening Opening, CancellationTokenSource Late) : IDisposable
    {
        public void Dispose()
        {
            Opening.Dispose();
            Late.Dispose();
        }
    }
}
