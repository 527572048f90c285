using System.IO.Pipelines;
using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Connections;

namespace Magistral.Contracts.Security;

/// <summary>Puts mutual TLS into Orleans' connections, of silos and of clients. Thread-safe.</summary>
public static class TlsConnections
{
    /// <summary>For connections that others open.</summary>
    /// <param name="connections">The pipeline of the connections.</param>
    /// <param name="tls">This side.</param>
    /// <param name="fromSilo">Whether the other side must be a silo.</param>
    /// <param name="refused">Hears from where and why a connection was refused.</param>
    public static void UseTlsServer(this IConnectionBuilder connections, MutualTls tls, bool fromSilo, Action<string, string> refused) =>
        connections.Use(next => context => RunAsync(context, next, (stream, cancellation) => tls.AcceptAsync(stream, fromSilo, cancellation), refused));

    /// <summary>For connections that this side opens, to silos.</summary>
    /// <param name="connections">The pipeline of the connections.</param>
    /// <param name="tls">This side.</param>
    /// <param name="refused">Hears to where and why a connection could not be opened.</param>
    public static void UseTlsClient(this IConnectionBuilder connections, MutualTls tls, Action<string, string> refused) =>
        connections.Use(next => context => RunAsync(context, next, tls.OpenAsync, refused));

    private static async Task RunAsync(
        ConnectionContext context, ConnectionDelegate next, Func<Stream, CancellationToken, Task<SslStream>> shake, Action<string, string> refused)
    {
        var plain = context.Transport;
        SslStream secured;
        try
        {
            secured = await shake(new PipeStream(plain), context.ConnectionClosed);
        }
        catch (Exception error) when (error is AuthenticationException or IOException or InvalidOperationException or OperationCanceledException)
        {
            refused(PeerAddress.Of(context.RemoteEndPoint), $"no TLS with a certificate of this service's authority, {error.Message.TrimEnd('.')}");
            context.Abort();
            return;
        }
        await using (secured)
        {
            context.Transport = new SecuredPipe(secured);
            try
            {
                await next(context);
            }
            finally
            {
                context.Transport = plain;
            }
        }
    }

    private sealed class SecuredPipe(SslStream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
