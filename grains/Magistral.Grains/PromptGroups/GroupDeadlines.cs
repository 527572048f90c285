using Magistral.Method.Verification;
using Magistral.Contracts.PromptGroups;

namespace Magistral.Grains.PromptGroups;

/// <summary>How long a group waits before it asks again.</summary>
public sealed record GroupDeadlines
{
    /// <summary>One score of a mathematical answer, which takes milliseconds.</summary>
    public TimeSpan MathScore { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>One score of a program: ten seconds to compile, twenty tests of four seconds, and the wait for a core while others run.</summary>
    public TimeSpan CodeScore { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long no silo need be there to verify before the group fails.</summary>
    public TimeSpan Absence { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A result to reach curriculum and queue.</summary>
    public TimeSpan Announcement { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time after which what failed is tried again.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The deadline of one score.</summary>
    public TimeSpan ScoreOf(TaskKind task) => task == TaskKind.Code ? CodeScore : MathScore;

    /// <summary>How long a group may stand still in a wait, every attempt included.</summary>
    public TimeSpan Of(WaitKind wait, TaskKind task) => wait == WaitKind.Verifier ? Absence + GroupScoring.Attempts * ScoreOf(task) + RetryAfter : Announcement + RetryAfter;
}
