using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Contracts.Queue;

/// <summary>What a generator may work on.</summary>
/// <param name="Groups">Groups leased to it, possibly none.</param>
/// <param name="NAsync">Sequences it should keep in flight.</param>
/// <param name="Throttled">Whether bounded staleness alone kept it from getting more: the admission rule, or that its own weights are too old.</param>
/// <param name="Closed">Whether the run issues no more groups, unless the trainer falls back behind the end.</param>
/// <param name="Revision">Number of the revision of the spec that the queue decided by; who knows a lower one reads the newest.</param>
[GenerateSerializer, Immutable, Alias("magistral.lease-answer")]
public sealed record LeaseAnswer(
    [property: Id(0)] IReadOnlyList<GroupLease> Groups,
    [property: Id(1)] int NAsync,
    [property: Id(2)] bool Throttled,
    [property: Id(3)] bool Closed,
    [property: Id(4)] int Revision = SpecRevision.First);
