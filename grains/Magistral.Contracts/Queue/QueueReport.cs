using Magistral.Contracts.Specs.Revisions;

namespace Magistral.Contracts.Queue;

/// <summary>The state of the queue.</summary>
/// <param name="Step">Updates in the surviving weights.</param>
/// <param name="GroupsInWeights">Groups in those updates: trained and consumed.</param>
/// <param name="Counts">The books.</param>
/// <param name="Open">Every open group, by number.</param>
/// <param name="Closed">Whether no more groups are issued.</param>
/// <param name="Revision">Number of the revision of the spec that the queue decides by, as far as it read one since it became active.</param>
[GenerateSerializer, Immutable, Alias("magistral.queue-report")]
public sealed record QueueReport(
    [property: Id(0)] int Step,
    [property: Id(1)] long GroupsInWeights,
    [property: Id(2)] GroupCounts Counts,
    [property: Id(3)] IReadOnlyList<OpenGroup> Open,
    [property: Id(4)] bool Closed,
    [property: Id(5)] int Revision = SpecRevision.First);
