namespace Magistral.Silo.Security;

/// <summary>
/// The accepted connections whose other side has not proven itself yet. They have room of their own, so that strangers who open and say nothing take none from
/// the connections in use; where it is full, the one that took longest makes way for the next.
/// </summary>
/// <param name="most">How many there may be at once, and how many are let in within a grace: what a flood costs, whatever it says or leaves unsaid.</param>
/// <param name="grace">What every one may take before it makes way.</param>
/// <param name="clock">Measures the grace.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class Openings(int most, TimeSpan grace, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly LinkedList<Opening> open = [];
    private readonly Queue<long> begun = []; // when the latest of them began, as many as may begin within a grace

    /// <summary>Takes a place, once there is one. While a caller waits, who comes next waits in the socket's own queue.</summary>
    /// <returns>The place; its token says when it must be given up. Dispose it when the other side has proven itself or is gone.</returns>
    public async Task<Opening> BeginAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            lock (gate)
                wait = begun.Count < most ? TimeSpan.Zero : grace - clock.GetElapsedTime(begun.Peek());
            if (wait <= TimeSpan.Zero)
                break;
            await Task.Delay(wait, clock, cancellation);
        }
        Opening? oldest;
        var opening = new Opening(this);
        lock (gate)
        {
            oldest = open.Count >= most ? open.First!.Value : null; // so many began since that it has had its grace
            if (oldest is not null)
                open.RemoveFirst();
            open.AddLast(opening);
            if (begun.Count >= most)
                begun.Dequeue();
            begun.Enqueue(clock.GetTimestamp());
        }
        oldest?.Drop();
        return opening;
    }

    private void End(Opening opening)
    {
        lock (gate)
            open.Remove(opening);
    }

    /// <summary>A place among them.</summary>
    internal sealed class Opening(Openings openings) : IDisposable
    {
        private readonly CancellationTokenSource dropped = new(); // without a timer it holds nothing that needs disposing

        /// <summary>Is cancelled when it must make way.</summary>
        public CancellationToken Dropped => dropped.Token;

        /// <inheritdoc/>
        public void Dispose() => openings.End(this);

        /// <summary>Says that it must make way.</summary>
        public void Drop() => dropped.Cancel();
    }
}
