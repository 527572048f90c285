using System.Runtime.CompilerServices;
using Magistral.Contracts.Runs;

namespace Magistral.Client.Runs;

/// <summary>Follows the numbered events of a run. It asks for what comes after the last number it knows, so that neither a lost gateway nor a pause makes a gap or a repetition.</summary>
/// <param name="run">The run's progress.</param>
/// <param name="time">Paces the asking.</param>
internal sealed class RunWatch(IRunProgressGrain run, TimeProvider time)
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async IAsyncEnumerable<RunFeedEntry> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            var page = await run.FeedAsync(after, AtOnce, cancellation);
            foreach (var entry in page.Entries)
            {
                yield return entry;
                after = entry.Sequence;
            }
            if (page.Entries.Count > 0)
                continue;
            if (page.State is RunLifecycle.Completed or RunLifecycle.Failed or RunLifecycle.Cancelled)
                yield break;
            await Task.Delay(Pause, time, cancellation);
        }
    }
}
