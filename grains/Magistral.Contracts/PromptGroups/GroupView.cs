using Magistral.Contracts.Curriculum;
using Magistral.Method.Generation;

namespace Magistral.Contracts.PromptGroups;

/// <summary>Everything about one prompt group: why it is what it is.</summary>
/// <param name="Key">The group.</param>
/// <param name="Problem">Its problem.</param>
/// <param name="Phase">Where it stands; <see cref="GroupPhase.Consumed"/> is known to the queue alone.</param>
/// <param name="End">Its end; null while it is open.</param>
/// <param name="IssuedAt">When it was issued.</param>
/// <param name="EndedAt">When it ended; null while it is open.</param>
/// <param name="Prompt">Tokens of the prompt; empty before the first rollout.</param>
/// <param name="Rollouts">Its rollouts, by index.</param>
/// <param name="Timeline">What happened, in order.</param>
/// <param name="Wait">What it waits for before it is ready, or to say so; null when it waits for nothing of that.</param>
[GenerateSerializer, Immutable, Alias("magistral.group-view")]
public sealed record GroupView(
    [property: Id(0)] GroupKey Key,
    [property: Id(1)] Problem Problem,
    [property: Id(2)] GroupPhase Phase,
    [property: Id(3)] GroupEnd? End,
    [property: Id(4)] DateTimeOffset IssuedAt,
    [property: Id(5)] DateTimeOffset? EndedAt,
    [property: Id(10)] TokenStream Prompt,
    [property: Id(7)] IReadOnlyList<Rollout> Rollouts,
    [property: Id(8)] IReadOnlyList<GroupEvent> Timeline,
    [property: Id(9)] GroupWait? Wait);
