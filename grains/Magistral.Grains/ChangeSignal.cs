namespace Magistral.Grains;

/// <summary>Lets calls wait for a change of a grain's books: the books count changes that matter to somebody, and who knows the count waits for another one.</summary>
/// <remarks>
/// For calls that interleave: they change nothing and only tell their caller to ask again. For one grain, on its scheduler. Not stored: another activation
/// counts from elsewhere, so that nobody waits there for what happened before it. An activation ends only when its waits have, which is why they are short
/// and end when the silo stops.
/// </remarks>
/// <param name="clock">Ends the waits.</param>
/// <param name="stopping">The silo stops: who waits is sent away, and nobody waits any more.</param>
public sealed class ChangeSignal(TimeProvider clock, CancellationToken stopping = default)
{
    /// <summary>The longest wait, whatever is asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How many changes there were, from an arbitrary beginning that is above 0.</summary>
    public long Count { get; private set; } = clock.GetUtcNow().Ticks;

    /// <summary>Something changed: all who wait are answered.</summary>
    public void Raise()
    {
        Count++;
        var waited = changed;
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        waited.SetResult();
    }

    /// <summary>Waits for another count than the one known.</summary>
    /// <param name="known">The count that the caller was told last; any other number is answered at once.</param>
    /// <param name="atMost">After which the same count is the answer; at most <see cref="Longest"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The count now.</returns>
    /// <exception cref="OperationCanceledException">The wait was ended, or the silo stops.</exception>
    public async Task<long> WaitAsync(long known, TimeSpan atMost, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        if (known == Count && atMost > TimeSpan.Zero)
            await changed.Task.WaitAsync(atMost < Longest ? atMost : Longest, clock, ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        ending.Token.ThrowIfCancellationRequested();
        return Count;
    }
}
