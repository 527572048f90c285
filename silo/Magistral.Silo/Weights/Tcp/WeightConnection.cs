using System.Buffers.Binary;
using Magistral.Engine.Weights;

namespace Magistral.Silo.Weights.Tcp;

/// <summary>An open weight stream: messages of kind, length and payload, both little-endian int32. A side that falls silent is given up.</summary>
/// <remarks>Any thread may send; one at a time receives.</remarks>
internal sealed class WeightConnection : IAsyncDisposable
{
    private const int HeadBytes = 8;
    private const int FrameHeadBytes = 4 + WeightManifest.HashBytes;
    private const int UnreadBytes = 1 << 16;
    private const int Beats = 5;
    private readonly Stream stream;
    private readonly string peer;
    private readonly TimeSpan patience;
    private readonly TimeProvider clock;
    private readonly Action<int> sent;
    private readonly CancellationToken stop;
    private readonly CancellationTokenSource silence;
    private readonly CancellationTokenSource lost;
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly byte[] sendHead = new byte[HeadBytes + FrameHeadBytes];
    private readonly byte[] receiveHead = new byte[HeadBytes];
    private Task beating = Task.CompletedTask;

    /// <param name="stream">Becomes the connection's.</param>
    /// <param name="peer">How errors name the other side.</param>
    /// <param name="patience">How long the other side may be silent.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="sent">Hears of every byte sent.</param>
    /// <param name="stop">Ends the connection.</param>
    public WeightConnection(Stream stream, string peer, TimeSpan patience, TimeProvider clock, Action<int> sent, CancellationToken stop)
    {
        (this.stream, this.peer, this.patience, this.clock, this.sent, this.stop) = (stream, peer, patience, clock, sent, stop);
        silence = new CancellationTokenSource(patience, clock);
        lost = CancellationTokenSource.CreateLinkedTokenSource(stop, silence.Token);
    }

    /// <summary>Ends every wait on the connection at once.</summary>
    public void Abort() => silence.Cancel();

    /// <summary>Begins to tell the other side that this one lives.</summary>
    public void Beat() => beating = BeatAsync();

    public Task SendAsync(WeightMessageKind kind, ReadOnlyMemory<byte> payload) => SendAsync(kind, payload, default, HeadBytes, payload.Length);

    public Task SendAsync(WeightMessageKind kind, int number)
    {
        var payload = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(payload, number);
        return SendAsync(kind, payload);
    }

    public Task SendFrameAsync(WeightAssembly weights, int frame)
    {
        var content = weights.Frame(frame);
        return SendAsync(WeightMessageKind.Frame, content, (frame, weights.Manifest.HashOf(frame)), HeadBytes + FrameHeadBytes, FrameHeadBytes + content.Length);
    }

    /// <summary>The next message but signs of life.</summary>
    /// <returns>Its kind, and the length of the payload, which is still to be read.</returns>
    public async Task<(WeightMessageKind Kind, int Length)> ReceiveAsync()
    {
        while (true)
        {
            await ReadAsync(receiveHead);
            var kind = (WeightMessageKind)BinaryPrimitives.ReadInt32LittleEndian(receiveHead);
            var length = BinaryPrimitives.ReadInt32LittleEndian(receiveHead.AsSpan(4));
            if (kind != WeightMessageKind.Alive || length != 0)
                return (kind, length);
        }
    }

    /// <summary>The payload of a message that must have one kind.</summary>
    public async Task<byte[]> ReceiveAsync(WeightMessageKind expected, int most)
    {
        var (kind, length) = await ReceiveAsync();
        return kind == expected ? await PayloadAsync(kind, length, most) : throw Fault($"it sent a message {kind} in place of {expected}");
    }

    public async Task<byte[]> PayloadAsync(WeightMessageKind kind, int length, int most)
    {
        if (length < 0 || length > most)
            throw Fault($"its message {kind} has {length} bytes, {most} are the most");
        var payload = new byte[length];
        await ReadAsync(payload);
        return payload;
    }

    /// <summary>Reads a frame's content in place, after its head.</summary>
    /// <returns>Whether it is the frame that was due, with the right hash.</returns>
    public async Task<bool> ReadFrameAsync(WeightAssembly weights, int length)
    {
        var head = new byte[FrameHeadBytes];
        await ReadAsync(head);
        var frame = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (weights.IsComplete || frame != weights.Arrived || length != FrameHeadBytes + weights.Manifest.FrameLength(frame))
            throw Fault($"it sent frame {frame} of {length} bytes out of turn");
        if (!weights.Manifest.HashOf(frame).Span.SequenceEqual(head.AsSpan(4)))
            return false;
        await ReadAsync(weights.Next);
        return weights.Accept();
    }

    /// <summary>Fills memory from the stream.</summary>
    /// <exception cref="WeightPeerException">The other side is gone or silent.</exception>
    public async ValueTask ReadAsync(Memory<byte> target)
    {
        while (target.Length > 0)
            target = target[await ReadSomeAsync(target)..];
    }

    /// <summary>Writes raw bytes, in the opening of the stream.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content)
    {
        try
        {
            await stream.WriteAsync(content, lost.Token);
            sent(content.Length);
        }
        catch (Exception error) when (Translate(error) is { } fault)
        {
            throw fault;
        }
    }

    /// <summary>Waits until the other side closes: closing first, with its signs of life unread, could cut off what this side said last.</summary>
    public async Task DrainAsync()
    {
        var unread = new byte[UnreadBytes];
        try
        {
            while (true)
                await ReadSomeAsync(unread);
        }
        catch (WeightPeerException)
        {
            // the end that was waited for
        }
    }

    public WeightPeerException Fault(string why) => new(peer, why);

    public async ValueTask DisposeAsync()
    {
        await silence.CancelAsync();
        await stream.DisposeAsync();
        await beating;
        lost.Dispose();
        silence.Dispose();
        sending.Dispose();
    }

    private async Task SendAsync(WeightMessageKind kind, ReadOnlyMemory<byte> payload, (int Number, ReadOnlyMemory<byte> Hash) frame, int headBytes, int length)
    {
        try
        {
            await sending.WaitAsync(lost.Token);
        }
        catch (Exception error) when (Translate(error) is { } fault)
        {
            throw fault;
        }
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(sendHead, (int)kind);
            BinaryPrimitives.WriteInt32LittleEndian(sendHead.AsSpan(4), length);
            BinaryPrimitives.WriteInt32LittleEndian(sendHead.AsSpan(8), frame.Number);
            frame.Hash.Span.CopyTo(sendHead.AsSpan(12));
            await WriteAsync(sendHead.AsMemory(0, headBytes));
            if (payload.Length > 0)
                await WriteAsync(payload);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(patience / Beats, clock);
            while (await timer.WaitForNextTickAsync(lost.Token))
                await SendAsync(WeightMessageKind.Alive, ReadOnlyMemory<byte>.Empty);
        }
        catch (Exception error) when (error is OperationCanceledException or WeightPeerException)
        {
            // the connection ended; whoever receives on it learns why
        }
    }

    private async ValueTask<int> ReadSomeAsync(Memory<byte> target)
    {
        try
        {
            var read = await stream.ReadAsync(target, lost.Token);
            if (read == 0)
                throw Fault("it closed the connection");
            silence.CancelAfter(patience);
            return read;
        }
        catch (Exception error) when (Translate(error) is { } fault)
        {
            throw fault;
        }
    }

    private WeightPeerException? Translate(Exception error) => error switch
    {
        WeightPeerException => null,
        OperationCanceledException when stop.IsCancellationRequested => null,
        OperationCanceledException => Fault($"it said nothing for {patience.TotalSeconds:0.#} s"),
        IOException or ObjectDisposedException => Fault(error.GetBaseException().Message.TrimEnd('.')),
        _ => null,
    };
}
