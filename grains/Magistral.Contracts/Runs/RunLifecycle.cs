namespace Magistral.Contracts.Runs;

/// <summary>The life of a run.</summary>
public enum RunLifecycle
{
    /// <summary>Submitted, never started.</summary>
    Created,

    /// <summary>Being trained; also what a killed process leaves.</summary>
    Running,

    /// <summary>Stopped with a checkpoint; can be continued.</summary>
    Paused,

    /// <summary>Ended as its spec says.</summary>
    Completed,

    /// <summary>Ended by a failure.</summary>
    Failed,

    /// <summary>Ended by a person.</summary>
    Cancelled,

    /// <summary>Waiting for other runs to end; then it is trained.</summary>
    Queued,
}
