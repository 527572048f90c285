namespace Magistral.Grains.Runs;

/// <summary>Lets a tenant submit many runs at once and after that only so many a second, so that a loop that submits takes little from others.</summary>
/// <param name="clock">Measures it.</param>
/// <remarks>Used from one grain.</remarks>
public sealed class SubmissionPace(TimeProvider clock)
{
    /// <summary>New runs, or refusals of them, that need not wait.</summary>
    public const int Burst = 64;

    /// <summary>What each beyond costs.</summary>
    public static readonly TimeSpan Cost = TimeSpan.FromMilliseconds(50);

    private TimeSpan owed;
    private long seenAt = clock.GetTimestamp();

    /// <summary>How long the next one has to wait.</summary>
    public TimeSpan Next()
    {
        var now = clock.GetTimestamp();
        owed -= clock.GetElapsedTime(seenAt, now);
        (seenAt, owed) = (now, (owed > TimeSpan.Zero ? owed : TimeSpan.Zero) + Cost);
        return owed > Burst * Cost ? owed - (Burst * Cost) : TimeSpan.Zero;
    }
}
