namespace Magistral.Testing;

/// <summary>The system's clock, moved forward at will: deadlines pass at once while timers and waits stay real.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long shiftTicks;

    public void Advance(TimeSpan time) => Interlocked.Add(ref shiftTicks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shiftTicks));

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref shiftTicks) * (TimestampFrequency / TimeSpan.TicksPerSecond);
}
