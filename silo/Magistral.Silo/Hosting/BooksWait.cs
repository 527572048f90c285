using Magistral.Grains;

namespace Magistral.Silo.Hosting;

/// <summary>Waits for a change of a grain's books, instead of asking them again and again.</summary>
/// <remarks>
/// Ended from here, the call is left to its own deadline in the grain, which is short, instead of being cancelled there: a generator ends waits often.
/// It ends with a change, a deadline or a failure, and tells no difference: whoever waits asks the books anyway, by a call that may fail. So a lost answer costs
/// no more than the deadline. A change between two waits ends the second at once. Use one wait at a time.
/// </remarks>
/// <param name="wait">The grain's call: what is known, the deadline, and what ends the wait.</param>
/// <param name="clock">Ends the waits.</param>
/// <param name="failed">Told why a wait failed; nobody by default.</param>
internal sealed class BooksWait(Func<long, TimeSpan, CancellationToken, Task<long>> wait, TimeProvider clock, Action<Exception>? failed = null)
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(250);
    private long known;

    /// <summary>Waits for the next change.</summary>
    /// <param name="atMost">The deadline.</param>
    /// <param name="ending">Ends the wait, which is no failure.</param>
    /// <returns>Whether something changed.</returns>
    public async Task<bool> WaitAsync(TimeSpan atMost, CancellationToken ending)
    {
        using var due = new CancellationTokenSource(atMost + Grace, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ending, due.Token);
        var before = known;
        try
        {
            known = await wait(before, atMost, CancellationToken.None).WaitAsync(linked.Token);
        }
        catch (Exception error) when (GrainFaults.AreExpected(error))
        {
            if (linked.IsCancellationRequested)
                return false;
            failed?.Invoke(error);
            await Task.Delay(atMost < PauseAfterFailure ? atMost : PauseAfterFailure, clock, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return known != before;
    }
}
