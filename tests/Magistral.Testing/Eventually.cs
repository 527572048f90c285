namespace Magistral.Testing;

/// <summary>Waits for what happens in the background, with a deadline that names what did not.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);   // for machines with much else to do; only a failure waits so long
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> accepts, string what, CancellationToken cancellation, TimeSpan? patience = null)
    {
        var deadline = patience ?? Patience;
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (accepts(value))
                return value;
            if (TimeProvider.System.GetElapsedTime(started) > deadline)
                throw new TimeoutException($"{what} did not happen within {deadline.TotalSeconds:0} s; seen last: {value}");
            await Task.Delay(Poll, cancellation);
        }
    }
}
