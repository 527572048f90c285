using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Magistral.Contracts;
using Magistral.Contracts.Weights;
using Magistral.Engine.Weights;
using Magistral.Silo.Security;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>Weights over plain TCP streams, or wrapped ones: down a chain, so that the trainer sends them once however many receive.</summary>
/// <remarks>
/// Each receiver passes a frame on as soon as it has checked it. Whoever is gone is left out, and the one after it goes on from the frame it lacks. Back-pressure is TCP's:
/// a slow receiver slows those behind it alone, and holds no memory but that of the weights. Thread-safe.
/// </remarks>
public sealed partial class TcpWeightTransport : IWeightTransport, IHostedService, IAsyncDisposable
{
    private const int Backlog = 4096; // where it overflows, connecting takes seconds: the system repeats it after 1, 3 and 7
    private readonly TcpWeightOptions options;
    private readonly TimeProvider clock;
    private readonly ILogger<TcpWeightTransport> log;
    private readonly ConcurrentDictionary<string, WeightReplica> replicas = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Task, bool> streams = new();
    private readonly CancellationTokenSource stop = new();
    private readonly WeightForwarder chain;
    private readonly RefusedPeers refused;
    private readonly Openings openings;
    private Socket? listener;
    private WeightEndpoint? endpoint;
    private Task accepting = Task.CompletedTask;
    private long bytesSent;
    private int inUse;

    /// <param name="options">Where and how.</param>
    /// <param name="clock">Measures every deadline.</param>
    /// <param name="log">Hears of peers that are gone or refused.</param>
    public TcpWeightTransport(TcpWeightOptions options, TimeProvider clock, ILogger<TcpWeightTransport> log)
    {
        (this.options, this.clock, this.log) = (options, clock, log);
        chain = new WeightForwarder(ConnectAsync, options.Deadline, clock, log);
        refused = new RefusedPeers(clock, log);
        openings = new Openings(options.MostOpenings, options.OpeningGrace, clock);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public WeightEndpoint Endpoint => endpoint ?? throw new InvalidOperationException("the weight transport was not started: start it first");

    /// <summary>Bytes this process has sent on weight streams.</summary>
    public long BytesSent => Interlocked.Read(ref bytesSent);

    /// <summary>Listens.</summary>
    /// <exception cref="MagistralException">The address cannot be listened at.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(options.Address, options.Port));
            socket.Listen(Backlog);
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new MagistralException($"weights cannot be received at {options.Address}:{options.Port}, {error.Message.TrimEnd('.')}", "give another port or address", error);
        }
        listener = socket;
        endpoint = new(options.AdvertisedHost ?? options.Address.ToString(), ((IPEndPoint)socket.LocalEndPoint!).Port);
        accepting = AcceptAsync(socket);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public IDisposable Open(WeightReplica replica)
    {
        ArgumentNullException.ThrowIfNull(replica);
        return replicas.TryAdd(replica.RunId, replica) ? new OpenReplica(replicas, replica) : throw new InvalidOperationException($"run {replica.RunId} has a weight replica here");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WeightEndpoint>> BroadcastAsync(
        WeightReplica replica, WeightSnapshot weights, IReadOnlyList<WeightEndpoint> receivers, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(weights);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop.Token);
        return await chain.ForwardAsync(replica, new WeightAssembly(weights), receivers, linked.Token);
    }

    /// <inheritdoc/>
    public async Task<bool> PullAsync(WeightReplica replica, WeightEndpoint peer, int atLeast, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Deadline, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token, stop.Token);
        try
        {
            await using var connection = await ConnectAsync(peer, replica, WeightRequestKind.Pull, linked.Token);
            using var abort = linked.Token.Register(connection.Abort);
            await connection.SendAsync(WeightMessageKind.Want, atLeast);
            return await new WeightReceiver(replica, connection, chain).RunAsync(linked.Token);
        }
        catch (Exception error) when (IsPeers(error) && !cancellation.IsCancellationRequested)
        {
            LogNotFetched(log, replica.RunId, peer, error.Message);
            return false;
        }
        catch (WeightPeerException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        listener?.Dispose();
        await accepting;
        await Task.WhenAll(streams.Keys);
    }

    private static bool IsPeers(Exception error) =>
        error is WeightPeerException or WeightRefusedException or FormatException or WeightManifestException or OperationCanceledException or IOException or SocketException;

    private async Task<WeightConnection> ConnectAsync(WeightEndpoint peer, WeightReplica replica, WeightRequestKind purpose, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Patience, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        WeightConnection? connection = null;
        try
        {
            await socket.ConnectAsync(peer.Host, peer.Port, linked.Token);
            connection = await LinkAsync(socket, peer.ToString(), accepted: false, linked.Token);
            using var abort = linked.Token.Register(connection.Abort);
            await WeightHandshake.OpenAsync(connection, replica.RunId, replica.Token, purpose);
            return connection;
        }
        catch (Exception error)
        {
            socket.Dispose();
            if (connection is not null)
                await connection.DisposeAsync();
            cancellation.ThrowIfCancellationRequested();
            throw error is WeightPeerException ? error : new WeightPeerException(peer.ToString(), late.IsCancellationRequested ? "it did not open in time" : error.Message.TrimEnd('.'));
        }
    }

    private async Task<WeightConnection> LinkAsync(Socket socket, string peer, bool accepted, CancellationToken cancellation)
    {
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        if (options.Wrap is { } wrap)
            stream = await wrap(stream, accepted, cancellation);
        return new WeightConnection(stream, peer, options.Patience, clock, count => Interlocked.Add(ref bytesSent, count), stop.Token);
    }

    private async Task AcceptAsync(Socket socket)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var accepted = await socket.AcceptAsync(stop.Token);
                var serving = ServeAsync(accepted, await PlaceOfAsync(accepted));
                streams[serving] = true;
                _ = serving.ContinueWith(ended => streams.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException || stop.IsCancellationRequested)
            {
                return;
            }
            catch (SocketException error)
            {
                refused.Note(null, error.Message); // of one connection; the next may be sound
            }
        }
    }

    /// <summary>The place of a stream among those that are opening. While it waits for one, others wait in the socket's own queue.</summary>
    private async Task<Openings.Opening> PlaceOfAsync(Socket accepted)
    {
        try
        {
            return await openings.BeginAsync(stop.Token);
        }
        catch
        {
            accepted.Dispose();
            throw;
        }
    }

    /// <summary>Serves one accepted stream to its end. What the other side does wrong ends this stream alone.</summary>
    private async Task ServeAsync(Socket socket, Openings.Opening opening)
    {
        var peer = socket.RemoteEndPoint;
        try
        {
            socket.NoDelay = true;
            using var late = new CancellationTokenSource(options.Patience, clock);
            using var closing = CancellationTokenSource.CreateLinkedTokenSource(late.Token, opening.Dropped, stop.Token);
            await using var connection = await LinkAsync(socket, peer?.ToString() ?? "a silo", accepted: true, closing.Token);
            WeightReplica replica;
            WeightRequestKind purpose;
            using (closing.Token.Register(connection.Abort))
                (replica, purpose) = await WeightHandshake.AcceptAsync(connection, runId => replicas.GetValueOrDefault(runId));
            opening.Dispose();
            await UseAsync(connection, replica, purpose);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // this silo leaves
        }
        catch (Exception error) // whatever a stranger sends, the listener goes on
        {
            refused.Note(peer, opening.Dropped.IsCancellationRequested ? $"it had not proven itself when {Counted.Of(options.MostOpenings, "stream was", "streams were")} opening" : error.Message);
        }
        finally
        {
            opening.Dispose();
            socket.Dispose();
        }
    }

    private async Task UseAsync(WeightConnection connection, WeightReplica replica, WeightRequestKind purpose)
    {
        try
        {
            if (Interlocked.Increment(ref inUse) > options.MostStreams)
                throw connection.Fault($"{Counted.Of(options.MostStreams, "stream is", "streams are")} open");
            await (purpose == WeightRequestKind.Push ? new WeightReceiver(replica, connection, chain).RunAsync(stop.Token) : HandOutAsync(connection, replica));
        }
        finally
        {
            Interlocked.Decrement(ref inUse);
        }
    }

    private async Task HandOutAsync(WeightConnection connection, WeightReplica replica)
    {
        var atLeast = WeightOffer.ParseNumber(await connection.ReceiveAsync(WeightMessageKind.Want, sizeof(int)));
        using var newest = replica.Exchange.TakeNewest();
        if (newest is null || newest.Version < atLeast)
        {
            await connection.SendAsync(WeightMessageKind.Refused, (int)WeightRefusal.NotNeeded);
            await connection.DrainAsync();
            return;
        }
        await WeightSender.RunAsync(connection, new WeightAssembly(newest), [], stop.Token);
    }

    private sealed class OpenReplica(ConcurrentDictionary<string, WeightReplica> replicas, WeightReplica replica) : IDisposable
    {
        public void Dispose() => replicas.TryRemove(new(replica.RunId, replica));
    }
}
