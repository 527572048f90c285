using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Training;
using Magistral.Grains.Curriculum;

namespace Magistral.Grains.Runs;

/// <summary>Sums over the steps in the surviving weights.</summary>
public sealed record RunTotals
{
    /// <summary>Seconds of RL.</summary>
    public double RlSeconds { get; init; }

    /// <summary>Seconds of updates.</summary>
    public double UpdateSeconds { get; init; }

    /// <summary>Completion tokens trained.</summary>
    public long Tokens { get; init; }

    /// <summary>Tokens and padding trained.</summary>
    public double PaddedTokens { get; init; }

    /// <summary>Lengths of the completions trained.</summary>
    public IReadOnlyList<LengthCount> Lengths { get; init; } = [];

    /// <summary>The totals with one more step.</summary>
    public RunTotals With(StepReport step) => new()
    {
        RlSeconds = step.RlSeconds,
        UpdateSeconds = UpdateSeconds + step.UpdateSeconds,
        Tokens = Tokens + step.Tokens,
        Lengths = LengthCounts.Merge(Lengths, step.Lengths),
        PaddedTokens = PaddedTokens + (step.PaddingShare < 1 ? step.Tokens / (1 - step.PaddingShare) : 0),
    };
}
