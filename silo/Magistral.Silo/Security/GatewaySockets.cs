using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Magistral.Silo.Security;

/// <summary>
/// The sockets of the gateway: Kestrel's, in place of Orleans' own, whose pool never gives memory back and whose connections read 1 MB ahead before anybody
/// asks who sends it.
/// </summary>
internal sealed class GatewaySockets : IConnectionListenerFactory, IDisposable
{
    /// <summary>What a connection reads ahead of what was looked at, in bytes.</summary>
    public const int ReadAheadBytes = 64 << 10;

    private readonly IHost sockets;

    /// <summary>Sockets that read into memory of their own.</summary>
    public GatewaySockets(GatewayMemory memory) => sockets = new HostBuilder().ConfigureWebHost(web => web.UseSockets(Configure).ConfigureServices(services =>
        services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(_ => memory)))).Build(); // never started: the transport takes its memory from services alone

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        sockets.Services.GetRequiredService<IConnectionListenerFactory>().BindAsync(endpoint, cancellationToken);

    public void Dispose() => sockets.Dispose();

    private static void Configure(SocketTransportOptions options)
    {
        options.MaxReadBufferSize = ReadAheadBytes;
        options.CreateBoundListenSocket = endpoint =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); // its connections inherit it: a client whose machine is gone does not stay
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 90);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 2);
            return socket;
        };
    }
}
