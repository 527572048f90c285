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
    private const int PageGroups = 1000;

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

    /// <summary>Groups that a filter keeps, in short: those that ended come from the run's index, and none of them is asked.</summary>
    /// <param name="filter">Which groups.</param>
    /// <param name="newestFirst">Whether they come by falling number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<GroupSummary> ListAsync(GroupFilter filter, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var queue = await QueueAsync(cancellation);
        var open = new Queue<GroupSummary>((await OpenAsync(queue, cancellation)).Where(filter.Keeps).OrderBy(group => newestFirst ? -group.Number : group.Number));
        var index = grains.GetGrain<IGroupIndexGrain>(runId);
        bool Precedes(int number, int other) => newestFirst ? number > other : number < other;
        for (int? after = null; ;)
        {
            var page = await index.ListAsync(new(after, newestFirst, PageGroups, filter.Phases, filter.Stage, queue.Counts.Issued), cancellation);
            foreach (var group in page)
            {
                while (open.TryPeek(out var next) && Precedes(next.Number, group.Number))
                    yield return open.Dequeue();
                if (open.TryPeek(out var same) && same.Number == group.Number)
                    open.Dequeue(); // it ended meanwhile
                yield return group;
            }
            if (page.Count < PageGroups)
                break;
            after = page[^1].Number;
        }
        while (open.TryDequeue(out var group))
            yield return group;
    }

    /// <summary>Groups that a filter keeps, with their completions.</summary>
    /// <param name="filter">Which groups.</param>
    /// <param name="newestFirst">Whether they come by falling number.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async IAsyncEnumerable<GroupEntry> ReadAsync(GroupFilter filter, bool newestFirst, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var open = OpenByNumber(await QueueAsync(cancellation));
        await foreach (var chunk in ListAsync(filter, newestFirst, cancellation).Chunk(AtOnce).WithCancellation(cancellation))
            foreach (var group in await Task.WhenAll(chunk.Select(group => DescribeAsync(group.Number, open, cancellation))))
                if (group is not null)
                    yield return group;
    }

    /// <summary>The groups without an end, as the queue and the groups themselves know them.</summary>
    private async Task<IEnumerable<GroupSummary>> OpenAsync(QueueReport queue, CancellationToken cancellation)
    {
        var found = new List<GroupSummary>();
        foreach (var chunk in queue.Open.Chunk(AtOnce))
            found.AddRange((await Task.WhenAll(chunk.Select(async group =>
                await grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, group.Number).ToString()).SummaryAsync(cancellation) is { End: null } summary
                    ? group.Phase is GroupPhase.Consumed or GroupPhase.Ready ? summary with { Phase = group.Phase, Step = group.Step } : summary
                    : null))).OfType<GroupSummary>());
        return found;
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
        : new(WaitKind.Trainer, queued.GeneratorId, queued.Since ?? view.Timeline[^1].At);
}
