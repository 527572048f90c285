using System.Diagnostics;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Tenants;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Tenants;

public sealed class TenantQuotaTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private readonly string tenant = $"tenant-{Guid.NewGuid():N}"[..20];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ITenantGrain Books => cluster.Grains.GetGrain<ITenantGrain>(tenant);

    private IRunDirectoryGrain Directory => cluster.Grains.GetGrain<IRunDirectoryGrain>(tenant);

    private IRunSchedulerGrain Scheduler => cluster.Grains.GetGrain<IRunSchedulerGrain>(IRunSchedulerGrain.Key);

    [Fact]
    public async Task A_run_more_than_the_quota_is_refused_until_one_is_deleted()
    {
        await QuotaAsync(new() { Runs = 2 });
        await SubmitAsync("one");
        await SubmitAsync("two");
        await SubmitAsync("two");
        var refusal = await Assert.ThrowsAsync<TenantQuotaException>(() => SubmitAsync("three"));
        Assert.Equal($"tenant {tenant} keeps 2 runs and may keep 2", refusal.What);
        Assert.Contains("magistral runs delete", refusal.Remedy, StringComparison.Ordinal);
        await Directory.DeleteAsync("one", Cancellation);
        await SubmitAsync("three");
        Assert.Equal(2, (await Books.DescribeAsync(Cancellation)).Usage.Runs);
    }

    [Fact]
    public async Task A_run_beyond_those_at_once_waits_says_so_and_goes_to_work_when_one_ends()
    {
        await QuotaAsync(new() { RunsAtOnce = 1 });
        var (first, second) = (await ResumeAsync("first"), await ResumeAsync("second"));
        var waiting = await second.DescribeAsync(Cancellation);
        Assert.Equal(RunLifecycle.Queued, waiting.State);
        Assert.Equal($"waits for one of 1 run at work of tenant {tenant}, which may have 1 at once", waiting.Reason);
        Assert.Equal(["submitted", waiting.Reason], waiting.Audit.Select(entry => entry.What));
        Assert.Equal(new(2, 1, 1, 2, 0), (await Books.DescribeAsync(Cancellation)).Usage);
        await first.CancelAsync(Cancellation);
        Assert.Contains(waiting.RunId, await Scheduler.AdmitAsync(Cancellation));
        await second.SuperviseAsync(Cancellation);
        Assert.Equal(RunLifecycle.Running, (await second.DescribeAsync(Cancellation)).State);
        Assert.Equal("went to work", (await second.DescribeAsync(Cancellation)).Audit[^1].What);
    }

    [Fact]
    public async Task Specs_that_cannot_run_are_refused_at_the_pace_of_new_runs()
    {
        const int Beyond = 20;
        var (bad, since) = (TestSpecs.Small with { Name = "bad", Evaluation = TestSpecs.Small.Evaluation with { EverySteps = -1 } }, Stopwatch.StartNew());
        for (var i = 0; i < SubmissionPace.Burst + Beyond; i++)
            await Assert.ThrowsAsync<RunSpecException>(() => Directory.SubmitAsync(bad, Cancellation));
        Assert.InRange(since.Elapsed, (Beyond - 1) * SubmissionPace.Cost, TimeSpan.MaxValue);
    }

    [Fact]
    public async Task A_larger_quota_lets_waiting_runs_go_to_work_at_once()
    {
        await QuotaAsync(new() { RunsAtOnce = 0 });
        var run = await ResumeAsync("patient");
        Assert.Equal(RunLifecycle.Queued, (await run.DescribeAsync(Cancellation)).State);
        await Books.SetQuotaAsync(null, Cancellation);
        Assert.Contains(run.GetPrimaryKeyString(), await Scheduler.AdmitAsync(Cancellation));
    }

    [Fact]
    public async Task A_waiting_run_that_is_paused_leaves_the_queue_and_can_come_back()
    {
        await QuotaAsync(new() { RunsAtOnce = 0 });
        var run = await ResumeAsync("fickle");
        await run.PauseAsync(Cancellation);
        var paused = await run.DescribeAsync(Cancellation);
        Assert.Equal((RunLifecycle.Paused, "taken out of the queue"), (paused.State, paused.Reason));
        Assert.Null(await Scheduler.PlaceAsync(run.GetPrimaryKeyString(), Cancellation));
        await run.ResumeAsync(Cancellation);
        Assert.Equal(RunLifecycle.Queued, (await run.DescribeAsync(Cancellation)).State);
    }

    [Fact]
    public async Task A_waiting_run_can_be_cancelled_and_deleted()
    {
        await QuotaAsync(new() { RunsAtOnce = 0 });
        await (await ResumeAsync("unwanted")).CancelAsync(Cancellation);
        await ResumeAsync("unwanted-too");
        Assert.True(await Directory.DeleteAsync("unwanted", Cancellation));
        Assert.True(await Directory.DeleteAsync("unwanted-too", Cancellation));
        Assert.Equal(new(0, 0, 0, 0, 0), (await Books.DescribeAsync(Cancellation)).Usage);
    }

    [Fact]
    public async Task A_run_that_keeps_more_groups_in_flight_than_the_quota_is_refused()
    {
        await QuotaAsync(new() { GroupsInFlight = 1 });
        var refusal = await Assert.ThrowsAsync<TenantQuotaException>(() => SubmitAsync("wide"));
        Assert.Contains("rl.n_async", refusal.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_stored_too_much_starts_nothing_and_a_run_at_work_is_held_with_the_reason()
    {
        var run = await ResumeAsync("hoarder");
        await Books.NoteStoredAsync(new Dictionary<string, long> { [run.GetPrimaryKeyString()] = 1000, ["nobody's"] = 5000 }, Cancellation);
        await QuotaAsync(new() { StoredBytes = 999 });
        var refusal = await Assert.ThrowsAsync<TenantQuotaException>(() => SubmitAsync("another"));
        Assert.Equal($"1000 bytes are stored of the runs of tenant {tenant}, which may have 999", refusal.What);
        var term = await run.BeginTermAsync("trainer", Cancellation);
        await run.HoldAsync("too much is stored", Cancellation);
        await run.PausedAsync("stopped on request", term, Cancellation);
        Assert.Equal("too much is stored", (await run.DescribeAsync(Cancellation)).Reason);
        await Assert.ThrowsAsync<TenantQuotaException>(() => run.ResumeAsync(Cancellation));
    }

    [Fact]
    public async Task Runs_are_listed_in_pages_also_after_one_that_was_deleted()
    {
        var names = Enumerable.Range(0, 25).Select(i => $"run-{i:00}").ToList();
        foreach (var name in names)
            await SubmitAsync(name);
        var (listed, pages) = (new List<string>(), 0);
        for (var after = ""; after is not null; pages++)
        {
            var page = await Directory.ListAsync(after, 10, Cancellation);
            listed.AddRange(page.Runs.Select(run => run.Name));
            after = page.Next;
        }
        Assert.Equal(names, listed);
        Assert.Equal(3, pages);
        var third = (await Directory.ListAsync("", 3, Cancellation)).Runs[^1];
        await Directory.DeleteAsync(third.RunId, Cancellation);
        Assert.Equal("run-03", (await Directory.ListAsync(third.RunId, 1, Cancellation)).Runs[0].Name);
    }

    [Fact]
    public async Task A_quota_below_nothing_is_refused() =>
        Assert.Contains("-1 runs kept", (await Assert.ThrowsAsync<TenantQuotaException>(() => QuotaAsync(new() { Runs = -1 }))).What, StringComparison.Ordinal);

    private Task QuotaAsync(TenantQuota quota) => Books.SetQuotaAsync(quota, Cancellation);

    private Task<string> SubmitAsync(string name) => Directory.SubmitAsync(TestSpecs.Small with { Name = name }, Cancellation);

    private async Task<IRunGrain> ResumeAsync(string name)
    {
        var run = cluster.Grains.GetGrain<IRunGrain>(await SubmitAsync(name));
        await run.ResumeAsync(Cancellation);
        return run;
    }
}
