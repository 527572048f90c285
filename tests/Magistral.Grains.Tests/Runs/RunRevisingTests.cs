using Magistral.Contracts.Specs;
using Magistral.Grains.Runs;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunRevisingTests
{
    private const string Queue = "IRolloutQueueGrain.SpecRevisedAsync";
    private const string Curriculum = "ICurriculumGrain.SpecRevisedAsync";
    private static readonly RunSpec Slower = TestSpecs.Small with { Rl = TestSpecs.Small.Rl with { LearningRate = 1e-5 } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queue_and_curriculum_are_told_once_and_of_the_first_revision_never()
    {
        var run = PlayedParts.Running();
        await run.Revising.TellAsync(Cancellation);
        Assert.Empty(run.Calls.Made);
        await run.Revising.ReviseAsync(Slower, 1, "ann", Cancellation);
        await run.Revising.ReviseAsync(Slower, 1, "ann", Cancellation);
        await run.Revising.TellAsync(Cancellation);
        Assert.Equal([Queue, Curriculum], run.Calls.Made.Where(call => call is Queue or Curriculum));
    }

    [Fact]
    public async Task A_revision_that_could_not_be_told_is_stored_and_told_when_it_is_made_again()
    {
        var run = PlayedParts.Running();
        run.Calls.Faults[Curriculum] = new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => run.Revising.ReviseAsync(Slower, 1, "ann", Cancellation));
        Assert.Equal(2, RunRevisions.Newest(run.Books.State).Number);
        run.Calls.Faults.Clear();
        Assert.Equal(2, (await run.Revising.ReviseAsync(Slower, 1, "ann", Cancellation)).Number);
        Assert.Equal([Queue, Curriculum, Queue, Curriculum], run.Calls.Made.Where(call => call is Queue or Curriculum));
    }

    [Fact]
    public async Task Whoever_goes_round_tells_what_a_crash_left_untold()
    {
        var crashed = PlayedParts.Running(state => RunRevisions.Revise(state, Slower, 1, "ann", DateTimeOffset.UnixEpoch));
        await crashed.Supervision.RunAsync(Cancellation);
        await crashed.Supervision.RunAsync(Cancellation);
        Assert.Equal([Queue, Curriculum], crashed.Calls.Made.Where(call => call is Queue or Curriculum));
    }
}
