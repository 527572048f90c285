using Magistral.Contracts.Runs;
using Magistral.Grains.Runs;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunSupervisionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_waited_goes_to_work_when_a_coordinator_comes_by()
    {
        var run = new PlayedParts(RunRules.Queue(new() { Spec = Cluster.TestSpecs.Small }, "full", DateTimeOffset.UnixEpoch));
        await run.Supervision.RunAsync(Cancellation);
        Assert.Equal(RunLifecycle.Running, run.Books.State.Lifecycle);
        Assert.Equal(["IRolloutQueueGrain.DescribeAsync", "IRolloutQueueGrain.WatchAsync", "ITrainerGrain.StartAsync"], run.Calls.Made.Where(call => call != "ITenantGrain.NoteAsync"));
    }

    [Fact]
    public async Task A_run_that_is_not_at_work_leaves_the_schedule_and_gets_no_trainer()
    {
        var run = new PlayedParts();
        await run.Supervision.RunAsync(Cancellation);
        Assert.Equal(["ITenantGrain.NoteAsync", "IRunSchedulerGrain.LeaveAsync"], run.Calls.Made);
    }

    [Fact]
    public async Task A_run_whose_trainers_come_no_further_fails()
    {
        var run = PlayedParts.Running(state => state with { TermsWithoutStep = 11 });
        await run.Supervision.RunAsync(Cancellation);
        Assert.Equal(RunLifecycle.Failed, run.Books.State.Lifecycle);
        Assert.DoesNotContain("ITrainerGrain.StartAsync", run.Calls.Made);
    }

    [Fact]
    public async Task A_trainer_that_did_not_hear_of_a_pause_hears_of_it_with_every_round()
    {
        var run = PlayedParts.Running(state => RunRules.AskPause(state, "", DateTimeOffset.UnixEpoch));
        await run.Supervision.RunAsync(Cancellation);
        Assert.Equal(["ITrainerGrain.StartAsync", "ITrainerGrain.PauseAsync"], run.Calls.Made.TakeLast(2));
    }
}
