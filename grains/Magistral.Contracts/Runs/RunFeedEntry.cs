using Magistral.Contracts.Generation;
using Magistral.Contracts.Training;

namespace Magistral.Contracts.Runs;

/// <summary>One of the numbered events of a run. It is told only once it is stored: what was told is never taken back or renumbered.</summary>
/// <param name="Sequence">Its number in the run, from 1, without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="AtStep">The optimizer steps in the weights at the time.</param>
/// <param name="What">The same for people.</param>
/// <param name="Step">The report of a <see cref="RunFeedKind.Step"/>; else null.</param>
/// <param name="Evaluation">The result of a <see cref="RunFeedKind.Evaluation"/>; else null.</param>
[GenerateSerializer, Immutable, Alias("magistral.run-feed-entry")]
public sealed record RunFeedEntry(
    [property: Id(0)] long Sequence,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] RunFeedKind Kind,
    [property: Id(3)] int AtStep,
    [property: Id(4)] string What,
    [property: Id(5)] StepReport? Step = null,
    [property: Id(6)] EvaluationResult? Evaluation = null);
