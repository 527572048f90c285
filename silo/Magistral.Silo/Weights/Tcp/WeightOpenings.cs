namespace Magistral.Silo.Weights.Tcp;

/// <summary>
/// The accepted streams whose other side has not proven itself yet. They have room of their own, so that strangers who open and say nothing take none from
/// the streams in use; where it is full, the one that took longest makes way for the next.
/// </summary>
/// <param name="most">How many there may be at once.</param>
/// <param name="grace">What every one may take before it makes way. With <paramref name="most"/> it bounds how many a second are let in, and so what a flood costs.</param>
/// <param name="clock">Measures the grace.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class WeightOpenings(int most, TimeSpan grace, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Opening> open = [];

    /// <summary>Takes a place, once there is one.</summary>
    /// <returns>The place; its token says when it must be given up. Dispose it when the stream has proven itself or is gone.</returns>
    public async Task<Opening> BeginAsync(CancellationToken cancellation)
    {
        while (Oldest() is { } oldest)
        {
            if (grace - clock.GetElapsedTime(oldest.BeganAt) is { Ticks: > 0 } left)
                await Task.WhenAny(oldest.Ended, Task.Delay(left, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (Oldest() == oldest && clock.GetElapsedTime(oldest.BeganAt) >= grace)
                End(oldest, isDropped: true);
        }
        var opening = new Opening(this, clock.GetTimestamp());
        lock (gate)
            open.AddLast(opening);
        return opening;
    }

    /// <summary>The one that makes way next; null while there is room.</summary>
    private Opening? Oldest()
    {
        lock (gate)
            return open.Count >= most ? open.First!.Value : null;
    }

    private void End(Opening opening, bool isDropped)
    {
        lock (gate)
            if (!open.Remove(opening))
                return;
        opening.Finish(isDropped);
    }

    /// <summary>A place among them.</summary>
    internal sealed class Opening(WeightOpenings openings, long beganAt) : IDisposable
    {
        private readonly CancellationTokenSource dropped = new();
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>When it was taken, by the clock.</summary>
        public long BeganAt { get; } = beganAt;

        /// <summary>Ends with it.</summary>
        public Task Ended => ended.Task;

        /// <summary>Is cancelled when it must make way.</summary>
        public CancellationToken Dropped => dropped.Token;

        /// <inheritdoc/>
        public void Dispose() => openings.End(this, isDropped: false);

        /// <summary>Ends the waits. Without a timer a source holds nothing that needs disposing.</summary>
        public void Finish(bool isDropped)
        {
            ended.TrySetResult();
            if (isDropped)
                dropped.Cancel();
        }
    }
}
