namespace Magistral.Silo.Tenants;

/// <summary>One tenant's part of <see cref="TenantTurns"/>. Its runs step in the order in which they asked.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class TenantShare
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(100);
    private readonly TenantTurns turns;
    private readonly TimeProvider clock;
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private bool isTaken;
    private int steps;
    private long workedAt;

    internal TenantShare(TenantTurns turns, TimeProvider clock) => (this.turns, this.clock, workedAt) = (turns, clock, long.MinValue);

    /// <summary>Waits for a turn on a thread of the caller's own.</summary>
    /// <param name="whileWaiting">Called ten times a second meanwhile.</param>
    /// <param name="cancellation">Ends the wait, without a turn.</param>
    /// <returns>The turn; dispose it after the step.</returns>
    public Turn Take(Action whileWaiting, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(whileWaiting);
        if (Ask() is not { } place)
            return Begin(isHeld: false);
        while (!place.Task.Wait(Nap, CancellationToken.None))
        {
            whileWaiting();
            if (cancellation.IsCancellationRequested && GiveUp(place))
                return default;
        }
        return Begin(isHeld: true);
    }

    /// <summary>Waits for a turn.</summary>
    /// <param name="cancellation">Ends the wait, without a turn.</param>
    /// <returns>The turn; dispose it after the step.</returns>
    public async ValueTask<Turn> TakeAsync(CancellationToken cancellation)
    {
        if (Ask() is not { } place)
            return Begin(isHeld: false);
        try
        {
            await place.Task.WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (GiveUp(place))
        {
            return default;
        }
        catch (OperationCanceledException)
        {
            // the turn had come already
        }
        return Begin(isHeld: true);
    }

    /// <summary>Whether a step of the tenant is under way or ended or was asked for within a time.</summary>
    internal bool IsBusy(TimeSpan within) =>
        Volatile.Read(ref steps) > 0 || Volatile.Read(ref workedAt) is not long.MinValue and var at && clock.GetElapsedTime(at) < within;

    private Turn Begin(bool isHeld)
    {
        Interlocked.Increment(ref steps);
        return new(this, clock.GetTimestamp(), isHeld);
    }

    /// <summary>A place in the line, which may be at its head already; null when nobody has to be waited for.</summary>
    private TaskCompletionSource? Ask()
    {
        Volatile.Write(ref workedAt, clock.GetTimestamp());
        if (turns.OthersThan(this) == 0)
            return null;
        var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (isTaken)
                waiting.AddLast(place);
            else
                place.SetResult();
            isTaken = true;
        }
        return place;
    }

    /// <summary>Leaves the line.</summary>
    /// <returns>False when the turn had come already.</returns>
    private bool GiveUp(TaskCompletionSource place)
    {
        lock (gate)
            return waiting.Remove(place);
    }

    private void End(long beganAt, bool isHeld)
    {
        Volatile.Write(ref workedAt, clock.GetTimestamp());
        Interlocked.Decrement(ref steps);
        if (!isHeld)
            return;
        var rest = clock.GetElapsedTime(beganAt) * turns.OthersThan(this);
        if (rest > TimeSpan.Zero && IsWaitedFor())
            _ = HandOverAfterAsync(rest < LongestRest ? rest : LongestRest);
        else
            HandOver();
    }

    private bool IsWaitedFor()
    {
        lock (gate)
            return waiting.Count > 0;
    }

    private async Task HandOverAfterAsync(TimeSpan rest)
    {
        await Task.Delay(rest, clock, CancellationToken.None);
        HandOver();
    }

    private void HandOver()
    {
        lock (gate)
        {
            if (waiting.First is { } next)
            {
                waiting.RemoveFirst();
                next.Value.SetResult();
            }
            else
            {
                isTaken = false;
            }
        }
    }

    /// <summary>A step that a tenant may make; dispose it once. The default is none.</summary>
    public readonly struct Turn : IDisposable
    {
        private readonly TenantShare? share;
        private readonly long beganAt;
        private readonly bool isHeld;

        internal Turn(TenantShare share, long beganAt, bool isHeld) => (this.share, this.beganAt, this.isHeld) = (share, beganAt, isHeld);

        /// <inheritdoc/>
        public void Dispose() => share?.End(beganAt, isHeld);
    }
}
