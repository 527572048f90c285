using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Weights;
using Magistral.Method.Generation;

namespace Magistral.Contracts.Training;

/// <summary>What is reported at every optimizer step (METHOD section 8).</summary>
[GenerateSerializer, Immutable, Alias("magistral.step-report")]
public sealed record StepReport
{
    /// <summary>The step, from 1.</summary>
    [Id(0)] public int Step { get; init; }

    /// <summary>The version its weights were published under.</summary>
    [Id(1)] public WeightVersion Version { get; init; }

    /// <summary>Index of the RL stage.</summary>
    [Id(2)] public int Stage { get; init; }

    /// <summary>When the update ended.</summary>
    [Id(3)] public DateTimeOffset At { get; init; }

    /// <summary>Seconds of RL so far.</summary>
    [Id(4)] public double RlSeconds { get; init; }

    /// <summary>The groups scored lately, with signal or without.</summary>
    [Id(5)] public RecentOutcomes Recent { get; init; } = new(0, default, 0, 0, 0, 0, 0);

    /// <summary>Mean reward of the completions trained in this step.</summary>
    [Id(6)] public double BatchReward { get; init; }

    /// <summary>Value of the objective, to be minimised.</summary>
    [Id(7)] public double Loss { get; init; }

    /// <summary>Mean entropy of the policy, nats a token.</summary>
    [Id(8)] public double Entropy { get; init; }

    /// <summary>Share of tokens clipped low.</summary>
    [Id(9)] public double ClipFractionLow { get; init; }

    /// <summary>Share of tokens clipped high.</summary>
    [Id(10)] public double ClipFractionHigh { get; init; }

    /// <summary>Mean importance ratio.</summary>
    [Id(11)] public double RatioMean { get; init; }

    /// <summary>Greatest importance ratio.</summary>
    [Id(12)] public double RatioMax { get; init; }

    /// <summary>Mean of log μ − log π over the tokens.</summary>
    [Id(13)] public double ApproxKl { get; init; }

    /// <summary>Global norm of the gradient before clipping.</summary>
    [Id(14)] public double GradientNorm { get; init; }

    /// <summary>Learning rate of the step.</summary>
    [Id(15)] public double LearningRate { get; init; }

    /// <summary>Completion tokens trained.</summary>
    [Id(16)] public int Tokens { get; init; }

    /// <summary>Share of the micro-batches that is padding, 0 to 1.</summary>
    [Id(17)] public double PaddingShare { get; init; }

    /// <summary>Seconds of the update.</summary>
    [Id(18)] public double UpdateSeconds { get; init; }

    /// <summary>Seconds from the end of the update until the generators had the version.</summary>
    [Id(19)] public double PublishSeconds { get; init; }

    /// <summary>Seconds the trainer waited for its batch.</summary>
    [Id(20)] public double WaitSeconds { get; init; }

    /// <summary>Tokens by lag.</summary>
    [Id(21)] public IReadOnlyList<LagCount> Lags { get; init; } = [];

    /// <summary>Groups ready after the hand-over.</summary>
    [Id(22)] public int QueueDepth { get; init; }

    /// <summary>Seconds the longest group of the minibatch took from issue to hand-over.</summary>
    [Id(23)] public double LongestGroupSeconds { get; init; }

    /// <summary>The books at the step.</summary>
    [Id(24)] public GroupCounts? Counts { get; init; }

    /// <summary>Lengths of the completions trained.</summary>
    [Id(25)] public IReadOnlyList<LengthCount> Lengths { get; init; } = [];

    /// <summary>Number of the revision of the spec that the step was made by.</summary>
    [Id(26)] public int Revision { get; init; } = SpecRevision.First;
}
