using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Magistral.Silo.Security;

/// <summary>The gateway's listener: it takes the next connection only when the guard has a place for the last, so that a flood waits in the socket's own queue.</summary>
internal sealed class GatewayListener(IConnectionListener inner, GatewayGuard guard) : IConnectionListener
{
    private readonly CancellationTokenSource unbound = new();

    public EndPoint EndPoint => inner.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (await inner.AcceptAsync(cancellationToken) is not { } context)
            return null;
        try
        {
            await guard.BeginAsync(context, unbound.Token);
            return context;
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            await context.DisposeAsync();
            return null;
        }
    }

    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        await unbound.CancelAsync();
        await inner.UnbindAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        unbound.Dispose();
        return inner.DisposeAsync();
    }
}
