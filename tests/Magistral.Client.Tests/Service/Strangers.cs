using System.Net;
using System.Net.Sockets;

namespace Magistral.Client.Tests.Service;

/// <summary>Connections to a gateway that say nothing and are opened again whenever they are closed.</summary>
public sealed class Strangers : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task[] all;
    private int opened;

    public Strangers(int count, int gatewayPort) => all = [.. Enumerable.Range(0, count).Select(_ => Task.Run(() => KnockAsync(gatewayPort)))];

    /// <summary>How often one was opened so far.</summary>
    public int Opened => Volatile.Read(ref opened);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(all);
        stop.Dispose();
    }

    private async Task KnockAsync(int port)
    {
        var room = new byte[1024];
        while (!stop.IsCancellationRequested)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop.Token);
                Interlocked.Increment(ref opened);
                await socket.ReceiveAsync(room, stop.Token);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // closed, which is what it waits for
            }
        }
    }
}
