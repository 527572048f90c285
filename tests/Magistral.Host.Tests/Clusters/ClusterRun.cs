using Magistral.Client.Runs;
using Magistral.Contracts.PromptGroups;
using Magistral.Contracts.Queue;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Weights;

namespace Magistral.Host.Tests.Clusters;

/// <summary>One run on a cluster, seen by a client that asks again when a silo is gone.</summary>
public sealed class ClusterRun(IGrainFactory grains, string runId)
{
    private const int Attempts = 180;

    /// <summary>A model of a few thousand numbers and updates of a fraction of a second.</summary>
    public static RunSpec Tiny(int steps) => new()
    {
        Name = "tiny",
        Model = new() { Hidden = 32, Layers = 1, Heads = 2, KvHeads = 1, FeedForward = 32, Context = 48 },
        Sft = new() { Steps = 150, Batch = 32, TracesPerStage = [400], SlipShare = 0.6, SlipRate = 0.5 },
        Rl = new() { GroupSize = 8, NAsync = 64, NBatch = 32, NMinibatch = 32, MaxStaleness = 2, MaxSteps = steps, MaxSeconds = 0, MicrobatchTokens = 512 },
        Stages = [new() { Name = "one-digit", Problems = new() { Digits = 1 }, LMax = 24, LCache = 4, PromoteAt = 1, WindowGroups = 100_000 }],
        Evaluation = new() { Problems = 16, EverySteps = 0, CurveProblems = 8 },
        Checkpoints = new() { EverySteps = 5, Keep = 2 },
    };

    public string Id => runId;

    private IRunGrain Run => grains.GetGrain<IRunGrain>(runId);

    public static async Task<ClusterRun> SubmitAsync(IGrainFactory grains, RunSpec spec)
    {
        var runId = await AgainAsync(() => grains.GetGrain<IRunDirectoryGrain>("tenant").SubmitAsync(spec, CancellationToken.None));
        await AgainAsync(async () =>
        {
            await grains.GetGrain<IRunGrain>(runId).ResumeAsync(CancellationToken.None);
            return true;
        });
        return new(grains, runId);
    }

    public Task<RunDescription> DescribeAsync() => AgainAsync(() => Run.DescribeAsync(CancellationToken.None));

    public Task<QueueReport> BooksAsync() => AgainAsync(() => grains.GetGrain<IRolloutQueueGrain>(runId).DescribeAsync(CancellationToken.None));

    public Task<WeightsReport> WeightsAsync() => AgainAsync(() => grains.GetGrain<IWeightsGrain>(runId).DescribeAsync(CancellationToken.None));

    public Task<AuditReport> AuditAsync() => AgainAsync(() => new RunAuditor(grains, runId).AuditAsync(CancellationToken.None));

    public Task CancelAsync() => AgainAsync(async () =>
    {
        await Run.CancelAsync(CancellationToken.None);
        return true;
    });

    /// <summary>Waits until the first groups have all their rollouts scored.</summary>
    public async Task<IReadOnlyList<GroupView>> UntilEndedAsync(int count, TimeSpan patience, CancellationToken cancellation)
    {
        for (var started = TimeProvider.System.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation))
        {
            var groups = await GroupsAsync(count);
            if (groups.All(group => group.End is not null || group.Phase == GroupPhase.Ready))
                return groups;
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new TimeoutException($"groups are open after {patience.TotalSeconds:0} s: {string.Join(", ", groups.Where(group => group.End is null).Select(group => $"{group.Key.Number} {group.Phase}"))}");
        }
    }

    public async Task<IReadOnlyList<GroupView>> GroupsAsync() => await GroupsAsync((await BooksAsync()).Counts.Issued);

    private async Task<IReadOnlyList<GroupView>> GroupsAsync(int issued)
    {
        var groups = new List<GroupView>();
        foreach (var numbers in Enumerable.Range(1, issued).Chunk(64))
            groups.AddRange(await Task.WhenAll(numbers.Select(number => AgainAsync(async () =>
                (await grains.GetGrain<IPromptGroupGrain>(new GroupKey(runId, number).ToString()).DescribeAsync(CancellationToken.None))!))));
        return groups;
    }

    /// <summary>Waits until the run has made so many steps, or has ended.</summary>
    public async Task<RunDescription> UntilStepAsync(int step, TimeSpan patience, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var run = await DescribeAsync();
            if (run.State is RunLifecycle.Failed)
                Assert.Fail($"the run failed: {run.Reason}");
            if (run.LastStep?.Step >= step || run.State == RunLifecycle.Completed)
                return run;
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new TimeoutException($"step {step} was not made within {patience.TotalSeconds:0} s; the run stands at step {run.LastStep?.Step}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    /// <summary>Waits until a step is made, be it one that was made before and fell with its trainer.</summary>
    public async Task<int> UntilAnotherStepAsync(int before, TimeSpan patience, CancellationToken cancellation)
    {
        var (started, at) = (TimeProvider.System.GetTimestamp(), (await DescribeAsync()).LastStep?.At);
        while (true)
        {
            var run = await DescribeAsync();
            if (run.State is RunLifecycle.Failed)
                Assert.Fail($"the run failed: {run.Reason}");
            if (run.State == RunLifecycle.Completed || run.LastStep is { } step && step.At > at)
                return run.LastStep?.Step ?? before;
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new TimeoutException($"no step was made within {patience.TotalSeconds:0} s after step {before}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
        }
    }

    /// <summary>Waits until the run has completed.</summary>
    public async Task<RunDescription> UntilCompletedAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var run = await DescribeAsync();
            if (run.State is RunLifecycle.Failed)
                Assert.Fail($"the run failed: {run.Reason}");
            if (run.State == RunLifecycle.Completed)
                return run;
            if (TimeProvider.System.GetElapsedTime(started) > patience)
                throw new TimeoutException($"the run did not complete within {patience.TotalSeconds:0} s; it stands at step {run.LastStep?.Step}");
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Asks again when a silo is gone.</summary>
    public static async Task<T> AgainAsync<T>(Func<Task<T>> call)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception error) when (attempt < Attempts && error is TimeoutException or OperationCanceledException or OrleansException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500));
            }
        }
    }
}
