using System.IO.Pipelines;
using Magistral.Contracts;
using Magistral.Contracts.Security;
using Microsoft.AspNetCore.Connections;

namespace Magistral.Silo.Security;

/// <summary>Stands before the gateway's protocol: how many connections there are, and how much each may have taken in before anybody asks who sent it.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class GatewayGuard(FrameLimits limits, RefusalLog refusals, TimeProvider clock)
{
    private int connections;

    /// <summary>Puts it into the pipeline of the gateway's connections, behind TLS.</summary>
    public void Use(IConnectionBuilder inbound) => inbound.Use(next => context => RunAsync(context, next));

    private async Task RunAsync(ConnectionContext context, ConnectionDelegate next)
    {
        var plain = context.Transport;
        try
        {
            if (Interlocked.Increment(ref connections) > limits.MostConnections)
            {
                End(context, $"{Counted.Of(limits.MostConnections, "connection is", "connections are")} open");
                return;
            }
            var reader = new WatchedReader(plain.Input, new FrameWalk(limits.MostMessageBytes), limits.MessagePatience, clock, reason => End(context, reason));
            context.Transport = new GuardedPipe(reader, plain.Output);
            await next(context);
        }
        finally
        {
            context.Transport = plain;
            Interlocked.Decrement(ref connections);
        }
    }

    private void End(ConnectionContext context, string reason)
    {
        refusals.Note($"a connection to the gateway from {PeerAddress.Of(context.RemoteEndPoint)}", reason);
        context.Abort();
    }

    private sealed record GuardedPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
