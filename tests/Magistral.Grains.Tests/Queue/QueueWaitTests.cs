using System.Diagnostics;
using Magistral.Grains.Tests.Cluster;
using Orleans.Core.Internal;
using Xunit;

namespace Magistral.Grains.Tests.Queue;

/// <summary>Calls that wait for the queue: they are answered by changes, deadlines and cancellation, and hold up nothing.</summary>
public sealed class QueueWaitTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static readonly TimeSpan Long = ChangeSignal.Longest;
    private static readonly TimeSpan AtOnce = Long; // before the deadline, that is: a busy machine is slow

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_who_wait_are_answered_when_a_group_becomes_ready()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        var known = await run.Queue.WaitForBatchAsync(0, Long, Cancellation);
        var waits = new[] { run.Queue.WaitForBatchAsync(known, Long, Cancellation), run.Queue.WaitForBatchAsync(known, Long, Cancellation) };
        var since = Stopwatch.StartNew();
        await run.DeliverAsync(lease, right: 1);
        Assert.All(await Task.WhenAll(waits), count => Assert.NotEqual(known, count));
        Assert.InRange(since.Elapsed, TimeSpan.Zero, AtOnce);
    }

    [Fact]
    public async Task Who_waits_for_work_is_answered_when_a_step_frees_places_and_takes_no_call_s_turn()
    {
        var run = await cluster.StartRunAsync();
        await run.MakeReadyAsync(2);
        var known = await run.Queue.WaitForWorkAsync(0, Long, Cancellation);
        var wait = run.Queue.WaitForWorkAsync(known, Long, Cancellation);
        var since = Stopwatch.StartNew();
        var batch = await run.TakeAsync(1);
        await run.Queue.ConsumedAsync(1, batch!.Minibatches[0], TestRun.Term, Cancellation);
        Assert.NotEqual(known, await wait);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, AtOnce);
    }

    [Fact]
    public async Task A_deadline_ends_a_wait_without_a_change()
    {
        var run = await cluster.StartRunAsync();
        var known = await run.Queue.WaitForWorkAsync(0, Long, Cancellation);
        Assert.Equal(known, await run.Queue.WaitForWorkAsync(known, TimeSpan.FromMilliseconds(50), Cancellation));
    }

    [Fact]
    public async Task A_lease_that_lapses_ends_a_wait_for_work()
    {
        var run = await cluster.StartRunAsync();
        await run.LeaseAsync();
        var known = await run.Queue.WaitForWorkAsync(0, Long, Cancellation);
        cluster.Clock.Advance(TimeSpan.FromSeconds(run.Spec.Rl.LeaseSeconds - 1));
        var since = Stopwatch.StartNew();
        await run.Queue.WaitForWorkAsync(known, Long, Cancellation);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, AtOnce);
        Assert.NotEmpty(await run.LeaseAsync(generatorId: "other"));
    }

    [Fact]
    public async Task Cancellation_ends_a_wait()
    {
        var run = await cluster.StartRunAsync();
        var known = await run.Queue.WaitForBatchAsync(0, Long, Cancellation);
        using var ending = new CancellationTokenSource();
        var wait = run.Queue.WaitForBatchAsync(known, Long, ending.Token);
        var since = Stopwatch.StartNew();
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.InRange(since.Elapsed, TimeSpan.Zero, AtOnce);
    }

    [Fact]
    public async Task An_activation_that_is_to_end_ends_with_its_last_wait_and_the_next_one_is_another_change()
    {
        var run = await cluster.StartRunAsync();
        var known = await run.Queue.WaitForBatchAsync(0, Long, Cancellation);
        var wait = run.Queue.WaitForBatchAsync(known, TimeSpan.FromHours(1), Cancellation);
        await run.Queue.Cast<IGrainManagementExtension>().DeactivateOnIdle(Cancellation);
        await wait; // of the one or, if it came too late, of the other
        Assert.NotEqual(known, await run.Queue.WaitForBatchAsync(known, Long, Cancellation));
    }
}
