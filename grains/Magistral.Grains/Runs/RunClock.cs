using Magistral.Contracts.Runs;

namespace Magistral.Grains.Runs;

/// <summary>The wall time of a run over all its sessions.</summary>
public sealed record RunClock
{
    /// <summary>Seconds of the sessions before this one.</summary>
    public double EarlierSeconds { get; init; }

    /// <summary>The session at work; null when none is.</summary>
    public RunSession? Session { get; init; }

    /// <summary>When the session was last heard of.</summary>
    public DateTimeOffset LastSeenAt { get; init; }

    /// <summary>Wall seconds at the first RL step; null before.</summary>
    public double? SecondsToFirstStep { get; init; }

    /// <summary>Begins a session. One that never ended, since its process was killed, counts as far as it was heard of.</summary>
    public RunClock Begin(RunSession session, DateTimeOffset now) => session.Id == Session?.Id
        ? this
        : this with { EarlierSeconds = WallSeconds(LastSeenAt), Session = session, LastSeenAt = now };

    /// <summary>Ends the session.</summary>
    public RunClock End(DateTimeOffset now) => this with { EarlierSeconds = WallSeconds(now), Session = null };

    /// <summary>Notes that the session is alive, and its first RL step.</summary>
    public RunClock Seen(DateTimeOffset now, bool stepped) =>
        this with { LastSeenAt = now, SecondsToFirstStep = SecondsToFirstStep ?? (stepped ? WallSeconds(now) : null) };

    /// <summary>Wall seconds of all sessions up to a time.</summary>
    public double WallSeconds(DateTimeOffset now) =>
        EarlierSeconds + (Session is null ? 0 : Math.Max(0, (now - Session.ProcessStartedAt).TotalSeconds));
}
