using Magistral.Contracts.Runs;
using Magistral.Contracts.Tenants;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunLifeTests
{
    private const string Enter = "IRunSchedulerGrain.EnterAsync";
    private const string Leave = "IRunSchedulerGrain.LeaveAsync";
    private static readonly StoreKey Reserve = StoreKey.Of("runs", "run", "reserve");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunSession Session => new("session", DateTimeOffset.UnixEpoch);

    [Fact]
    public async Task A_run_keeps_the_spec_it_was_created_with()
    {
        var run = new PlayedParts(new());
        Assert.True(await run.Life.CreateAsync(TestSpecs.Small, "tenant", Cancellation));
        Assert.True(await run.Life.CreateAsync(TestSpecs.Small with { }, "tenant", Cancellation));
        Assert.False(await run.Life.CreateAsync(TestSpecs.Small with { Seed = 99 }, "tenant", Cancellation));
        Assert.Equal((1, TestSpecs.Small.Seed), (run.State.Writes, run.Books.State.Spec!.Seed));
    }

    [Fact]
    public async Task A_run_with_room_goes_to_work_with_its_trainer_and_room_for_its_last_word()
    {
        var run = new PlayedParts();
        await run.Life.StartAsync(Session, Cancellation);
        Assert.Equal(RunLifecycle.Running, run.Books.State.Lifecycle);
        Assert.Equal("ITrainerGrain.StartAsync", run.Calls.Made[^1]);
        Assert.NotNull(await run.Store.GetAsync(Reserve, Cancellation));
        await run.Life.StartAsync(Session, Cancellation);
        Assert.Single(run.Calls.Made, call => call == Enter);
    }

    [Fact]
    public async Task A_run_without_room_waits_and_has_no_trainer()
    {
        var run = new PlayedParts();
        run.Calls.Answers[Enter] = new RunAdmission(false, "waits for its turn");
        await run.Life.StartAsync(Session, Cancellation);
        Assert.Equal(RunLifecycle.Queued, run.Books.State.Lifecycle);
        Assert.DoesNotContain("ITrainerGrain.StartAsync", run.Calls.Made);
        await run.Life.PauseAsync(Cancellation);
        Assert.Equal((RunLifecycle.Paused, "taken out of the queue"), (run.Books.State.Lifecycle, run.Books.State.Reason));
        Assert.Equal(Leave, run.Calls.Made[^1]);
    }

    [Fact]
    public async Task A_tenant_that_may_store_no_more_starts_nothing()
    {
        var run = new PlayedParts();
        run.Calls.Answers["ITenantGrain.DescribeAsync"] = new TenantDescription("tenant", TenantQuota.Unlimited with { StoredBytes = 1 }, false, new(1, 0, 0, 0, 2));
        await Assert.ThrowsAsync<TenantQuotaException>(() => run.Life.ResumeAsync(Cancellation));
        Assert.DoesNotContain(Enter, run.Calls.Made);
        Assert.Equal(RunLifecycle.Created, run.Books.State.Lifecycle);
    }

    [Fact]
    public async Task A_pause_that_the_trainer_cannot_be_told_stands()
    {
        var run = PlayedParts.Running();
        run.Calls.Faults["ITrainerGrain.PauseAsync"] = new SiloUnavailableException("gone");
        await run.Life.AskPauseAsync("it holds too much", Cancellation);
        Assert.True(run.Books.State.PauseAsked);
        await run.Life.PausedAsync("stopped on request", new(1), Cancellation);
        Assert.Equal((RunLifecycle.Paused, "it holds too much"), (run.Books.State.Lifecycle, run.Books.State.Reason));
    }

    [Fact]
    public async Task A_run_that_fails_spends_the_room_for_its_last_word()
    {
        var run = new PlayedParts();
        await run.Life.StartAsync(Session, Cancellation);
        await run.Life.FailedAsync("the disk is full", await run.Life.BeginTermAsync("trainer", Cancellation), Cancellation);
        Assert.Equal((RunLifecycle.Failed, "the disk is full"), (run.Books.State.Lifecycle, run.Books.State.Reason));
        Assert.Null(await run.Store.GetAsync(Reserve, Cancellation));
    }

    [Fact]
    public async Task A_cancelled_run_takes_the_term_before_it_closes_the_queue_and_stops_the_trainer_last()
    {
        var run = PlayedParts.Running();
        await run.Life.CancelAsync(Cancellation);
        await run.Life.CancelAsync(Cancellation);
        Assert.Equal((RunLifecycle.Cancelled, 2), (run.Books.State.Lifecycle, run.Books.State.Term.Number));
        Assert.Equal(["IRolloutQueueGrain.FallBackAsync", "IRolloutQueueGrain.CloseAsync", Leave, "ITrainerGrain.AbortAsync"], run.Calls.Made.Where(call => call != "ITenantGrain.NoteAsync"));
        await Assert.ThrowsAsync<TrainerSupersededException>(() => run.Life.CompletedAsync("done", new(1), Cancellation));
    }

    [Fact]
    public async Task A_run_at_work_is_not_erased()
    {
        await Assert.ThrowsAsync<RunActiveException>(() => PlayedParts.Running().Life.EraseAsync(Cancellation));
        var run = new PlayedParts();
        await run.Store.PutAsync(Reserve, new byte[1], PutCondition.None, durable: false, Cancellation);
        await run.Life.EraseAsync(Cancellation);
        Assert.Equal([Leave], run.Calls.Made);
        Assert.Null(await run.Store.GetAsync(Reserve, Cancellation));
    }
}
