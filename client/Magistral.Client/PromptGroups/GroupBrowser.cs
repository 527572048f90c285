using System.Runtime.CompilerServices;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;

namespace Magistral.Client.PromptGroups;

/// <summary>Reads the prompt groups of a run. Thread-safe.</summary>
/// <param name="grains">The way to the silo.</param>
/// <param name="runId">The run's id.</param>
public sealed class GroupBrowser(IGrainFactory grains, string runId)
{
    private const int AtOnce = 64;

    /// <summary>One group.</summary>
    /// <param name="number">Group number, from 1.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="GroupNotFoundException">The run has issued no such group.</exception>
    public async Task<GroupEntry> ShowAsync(int number, CancellationToken cancellation)
    {
        var queue = await QueueAsync(cancellation);
        var found = number >= 1 && number <= queue.Counts.Issued ? await DescribeAsync(number, OpenByNumber(queue), cancellation) : null;
        return found ?? throw new GroupNotFoundException(number, queue.Counts.Issued);
    }

    /// <summary>Groups that a filter keeps.</summary>
    /// <param name="filter">Which groups.</param>
    /// <param name="newestFirst">Whether they come by falling number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<GroupEntry> ListAsync(GroupFilter filter, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var queue = await QueueAsync(cancellation);
        var (issued, open) = (queue.Counts.Issued, OpenByNumber(queue));
        var numbers = Enumerable.Range(1, issued).Select(number => newestFirst ? issued + 1 - number : number);
        foreach (var chunk in numbers.Chunk(AtOnce))
            foreach (var group in await Task.WhenAll(chunk.Select(number => DescribeAsync(number, open, cancellation))))
                if (group is not null && filter.Keeps(group))
                    yield return group;
    }

    private Task<QueueReport> QueueAsync(CancellationToken cancellation) => grains.GetGrain<IRolloutQueueGrain>(runId).DescribeAsync(cancellation);

    private static Dictionary<int, OpenGroup> OpenByNumber(QueueReport queue) => queue.Open.ToDictionary(group => group.Number);

    private async Task<GroupEntry?> DescribeAsync(int number, Dictionary<int, OpenGroup> open, CancellationToken cancellation)
    {
        if (await grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString()).DescribeAsync(cancellation) is not { } view)
            return null;
        return view.End is null && open.TryGetValue(number, out var queued) && queued.Phase is GroupPhase.Consumed or GroupPhase.Ready
            ? new(view, queued.Phase, queued.Step) { Wait = WaitOf(queued, view) }
            : new(view, view.Phase, view.End?.Step) { Wait = view.End is null ? view.Wait : null };
    }

    private static GroupWait WaitOf(OpenGroup queued, GroupView view) => queued.Phase == GroupPhase.Consumed
        ? new(WaitKind.Checkpoint, $"step {queued.Step}", view.Timeline[^1].At)
        : new(WaitKind.Trainer, queued.Owner, queued.Since ?? view.Timeline[^1].At);
}
