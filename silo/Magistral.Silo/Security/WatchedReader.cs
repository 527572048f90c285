using System.IO.Pipelines;

namespace Magistral.Silo.Security;

/// <summary>A connection's reader that ends it at the first frame that is too long, or that does not come to its end in time.</summary>
/// <param name="inner">The connection.</param>
/// <param name="walk">Follows the frames.</param>
/// <param name="room">Of the frames of all connections.</param>
/// <param name="patience">What a frame may take.</param>
/// <param name="clock">Measures it.</param>
/// <param name="opened">Is called once the first frame is whole; what it gives, if anything, is why the connection ends all the same.</param>
/// <param name="end">Ends the connection, for a reason.</param>
internal sealed class WatchedReader(PipeReader inner, FrameWalk walk, PendingBytes room, TimeSpan patience, TimeProvider clock, Func<string?> opened, Action<string> end) : PipeReader
{
    private bool isOpened;
    private ReadResult last;
    private long? watched;
    private long watchedSince;
    private long taken;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (walk.Unfinished is null)
            return Seen(await inner.ReadAsync(cancellationToken));
        var left = patience - clock.GetElapsedTime(watchedSince);
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return Seen(await inner.ReadAsync(either.Token));
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Ended($"a message that it announced did not come to its end in {patience.TotalSeconds:0.#} s", error);
        }
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
            return false;
        Seen(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        walk.Consumed(last.Buffer.Slice(0, consumed).Length);
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        GiveBack();
        inner.Complete(exception);
    }

    /// <summary>Gives back what its message has taken of the room; also when nobody completes it.</summary>
    public void GiveBack() => taken = room.Change(taken, 0) ?? 0;

    private ReadResult Seen(ReadResult result)
    {
        last = result;
        if (walk.Fault(result.Buffer) is { } fault)
            throw Ended(fault, null);
        if (!isOpened && walk.IsOpened)
        {
            isOpened = true;
            if (opened() is { } refusal)
                throw Ended(refusal, null);
        }
        taken = room.Change(taken, walk.UnfinishedBytes) ?? throw Ended($"messages of {room.Most} bytes are on their way already, which is the most", null);
        if (walk.Unfinished != watched)
            (watched, watchedSince) = (walk.Unfinished, clock.GetTimestamp());
        return result;
    }

    private IOException Ended(string reason, Exception? error)
    {
        end(reason);
        return new IOException($"the connection was ended, {reason}", error);
    }
}
