using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Magistral.Contracts.Weights;

namespace Magistral.Client.Runs;

/// <summary>The books of a run as an audit reads them: the queue first, then its groups, then the weights.</summary>
/// <param name="Spec">The run's spec.</param>
/// <param name="State">Its life when the reading began.</param>
/// <param name="Queue">The books of the groups.</param>
/// <param name="Groups">Every group issued up to then, by number.</param>
/// <param name="Published">Every version ever published, by number.</param>
/// <param name="Lags">The staleness ledger.</param>
public sealed record AuditedRun(
    RunSpec Spec, RunLifecycle State, QueueReport Queue, IReadOnlyList<AuditedGroup> Groups, IReadOnlyList<PublishedVersion> Published, IReadOnlyList<LagCount> Lags)
{
    /// <summary>The revisions of the spec.</summary>
    public IReadOnlyList<SpecRevisionEntry> Revisions { get; init; } = [];

    /// <summary>The widest bound of staleness that any of them has had; -1 where there was once none.</summary>
    public int MaxStaleness => SpecChanges.WidestStaleness(Spec, Revisions);
}
