using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;

namespace Magistral.Cli.Benchmarks.Weights;

/// <summary>One plain TCP copy between two processes: large buffers, nothing checked.</summary>
internal static class PlainCopy
{
    /// <summary>Bytes given to a send or offered to a receive.</summary>
    public const int BufferBytes = 1 << 22;

    /// <summary>Sends weights and waits until the other side says that it has them.</summary>
    /// <returns>Bytes a second.</returns>
    public static async Task<double> SendAsync(WeightEndpoint to, WeightAssembly weights, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(to.Host, to.Port, cancellation);
        var started = Stopwatch.GetTimestamp();
        for (var frame = 0; frame < weights.Manifest.FrameCount; frame++)
            for (var rest = weights.Frame(frame); rest.Length > 0;)
                rest = rest[await socket.SendAsync(rest, cancellation)..];
        socket.Shutdown(SocketShutdown.Send);
        await socket.ReceiveAsync(new byte[1], cancellation);
        return weights.Manifest.TotalBytes / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Receives copies, one after the other, until it is cancelled.</summary>
    public static async Task ReceiveAsync(Socket listener, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        while (!cancellation.IsCancellationRequested)
        {
            using var socket = await listener.AcceptAsync(cancellation);
            while (await socket.ReceiveAsync(buffer, cancellation) > 0)
            {
            }
            await socket.SendAsync(new byte[1], cancellation);
        }
    }

    /// <summary>Listens on a free port of loopback.</summary>
    public static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        return listener;
    }
}
