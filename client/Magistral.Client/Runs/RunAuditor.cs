using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Weights;

namespace Magistral.Client.Runs;

/// <summary>Reads the books of a run and audits them. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="runId">The run's id.</param>
public sealed class RunAuditor(IGrainFactory grains, string runId)
{
    private const int GroupsAtOnce = 64;
    private const int VersionsAtOnce = 1000;

    /// <summary>Audits the run, running or not.</summary>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async Task<AuditReport> AuditAsync(CancellationToken cancellation)
    {
        var run = await grains.GetGrain<IRunGrain>(runId).DescribeAsync(cancellation);
        var queue = await grains.GetGrain<IRolloutQueueGrain>(runId).DescribeAsync(cancellation);
        var groups = await GroupsAsync(queue, cancellation);
        var published = await PublishedAsync(cancellation);
        var weights = await grains.GetGrain<IWeightsGrain>(runId).DescribeAsync(cancellation);
        return RunAudit.Check(new(run.Spec, run.State, queue, groups, published, weights.Lags) { Revisions = run.Revisions });
    }

    private async Task<IReadOnlyList<AuditedGroup>> GroupsAsync(QueueReport queue, CancellationToken cancellation)
    {
        var open = queue.Open.GroupBy(group => group.Number).ToDictionary(same => same.Key, same => same.First());
        var groups = new List<AuditedGroup>(queue.Counts.Issued);
        foreach (var numbers in Enumerable.Range(1, queue.Counts.Issued).Chunk(GroupsAtOnce))
            groups.AddRange(await Task.WhenAll(numbers.Select(async number => AuditedGroup.Of(
                number, open.GetValueOrDefault(number), await grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString()).SummaryAsync(cancellation)))));
        return groups;
    }

    private async Task<IReadOnlyList<PublishedVersion>> PublishedAsync(CancellationToken cancellation)
    {
        var published = new List<PublishedVersion>();
        var weights = grains.GetGrain<IWeightsGrain>(runId);
        while (await weights.PublicationsAsync(new(published.Count == 0 ? 0 : published[^1].Version.Number + 1), VersionsAtOnce, cancellation) is { Count: > 0 } more)
            published.AddRange(more);
        return published;
    }
}
