using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Generation;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Training;

namespace Magistral.Contracts.Runs;

/// <summary>Everything about a run but its groups.</summary>
[GenerateSerializer, Immutable, Alias("magistral.run-description")]
public sealed record RunDescription
{
    /// <summary>Its id; sorts by time.</summary>
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The resolved spec, as its newest revision has it.</summary>
    [Id(1)] public required RunSpec Spec { get; init; }

    /// <summary>State of its life cycle.</summary>
    [Id(2)] public required RunLifecycle State { get; init; }

    /// <summary>Why it failed or how it ended; empty before.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From the start of the process to the end of the final evaluation, over all sessions, in seconds.</summary>
    [Id(5)] public required double WallSeconds { get; init; }

    /// <summary>From the start of the process to the first RL step; null before.</summary>
    [Id(6)] public required double? SecondsToFirstStep { get; init; }

    /// <summary>Seconds of RL in the surviving weights.</summary>
    [Id(7)] public required double RlSeconds { get; init; }

    /// <summary>Estimate of the seconds left, from the budget; null when unknown.</summary>
    [Id(8)] public required double? SecondsLeft { get; init; }

    /// <summary>The newest step report; null before the first step of this session.</summary>
    [Id(9)] public required StepReport? LastStep { get; init; }

    /// <summary>All evaluations in the surviving weights, in order.</summary>
    [Id(10)] public required IReadOnlyList<EvaluationResult> Evaluations { get; init; }

    /// <summary>Cumulative reports of the generators, one a generator and session.</summary>
    [Id(11)] public required IReadOnlyList<GeneratorReport> Generators { get; init; }

    /// <summary>Share of the RL time in which the trainer updated weights, 0 to 1.</summary>
    [Id(12)] public required double TrainerBusyShare { get; init; }

    /// <summary>Completion tokens trained a second of updating.</summary>
    [Id(13)] public required double TrainerTokensPerSecond { get; init; }

    /// <summary>Share of the trained micro-batches that was padding, 0 to 1.</summary>
    [Id(14)] public required double PaddingShare { get; init; }

    /// <summary>Steps of the committed checkpoints that are kept, rising.</summary>
    [Id(15)] public required IReadOnlyList<int> Checkpoints { get; init; }

    /// <summary>The audit trail.</summary>
    [Id(16)] public required IReadOnlyList<RunEvent> Audit { get; init; }

    /// <summary>Lengths of the completions in the surviving weights.</summary>
    [Id(17)] public IReadOnlyList<LengthCount> TrainedLengths { get; init; } = [];

    /// <summary>The revisions of the spec after the first, in order.</summary>
    [Id(18)] public IReadOnlyList<SpecRevisionEntry> Revisions { get; init; } = [];
}
