using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Runs;
using Magistral.Grains.Storage;
using Xunit;

namespace Magistral.Grains.Tests.Runs;

public sealed class RunBooksTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_is_stored_with_its_events_and_then_told()
    {
        var run = PlayedParts.Running();
        var known = run.Changes.Count;
        await run.Books.CommitAsync(RunRules.Step(run.Books.State, new() { Step = 1 }, run.Clock.GetUtcNow()), Cancellation);
        Assert.Equal((1, RunFeedKind.Step), (run.State.Writes, run.State.State.Feed.Newest[^1].Kind));
        Assert.NotEqual(known, run.Changes.Count);
        Assert.Equal(["ITenantGrain.NoteAsync"], run.Calls.Made);
        await run.Books.CommitAsync(run.Books.State, Cancellation);
        Assert.Equal(1, run.State.Writes);
    }

    [Fact]
    public async Task What_the_store_refuses_has_not_happened_and_nobody_hears_of_it()
    {
        var run = PlayedParts.Running();
        var (before, known) = (run.Books.State, run.Changes.Count);
        run.State.Fault = new StorageUnavailableException("the disk is gone", "mend it", new IOException());
        await Assert.ThrowsAsync<StorageUnavailableException>(() => run.Books.CommitAsync(before with { Reason = "other" }, Cancellation));
        Assert.Same(before, run.Books.State);
        Assert.Equal((known, 0), (run.Changes.Count, run.Calls.Made.Count));
    }

    [Fact]
    public async Task Books_of_the_tenant_that_cannot_be_told_hold_up_nothing()
    {
        var run = PlayedParts.Running();
        run.Calls.Faults["ITenantGrain.NoteAsync"] = new TimeoutException();
        await run.Books.CommitAsync(run.Books.State with { Reason = "other" }, Cancellation);
        Assert.Equal("other", run.Books.State.Reason);
    }

    [Fact]
    public async Task Progress_is_stored_at_most_once_a_second_and_a_generator_more_is_told_at_once()
    {
        var run = PlayedParts.Running();
        for (var report = 0; report < 5; report++)
            await run.Books.ProgressAsync(Reported(run, "one"), Cancellation);
        Assert.Equal(1, run.State.Writes);
        var known = run.Changes.Count;
        await run.Books.ProgressAsync(Reported(run, "two"), Cancellation);
        Assert.Equal((1, 2), (run.State.Writes, run.Books.State.Generators.Count));
        Assert.NotEqual(known, run.Changes.Count);
        run.Clock.Advance(TimeSpan.FromSeconds(1));
        await run.Books.ProgressAsync(Reported(run, "two"), Cancellation);
        Assert.Equal(2, run.State.Writes);
    }

    [Fact]
    public async Task A_full_page_of_events_lies_beside_the_state_and_is_read_with_it()
    {
        var run = PlayedParts.Running();
        for (var step = 1; step <= RunFeed.PageEntries + 10; step++)
            await run.Books.CommitAsync(RunRules.Step(run.Books.State, new() { Step = step }, run.Clock.GetUtcNow()), Cancellation);
        Assert.Equal(RunFeed.PageEntries, run.Books.State.Feed.Paged);
        var events = await run.Books.EventsAsync(0, 1000, Cancellation);
        Assert.Equal(Enumerable.Range(1, RunFeed.PageEntries + 10), events.Select(entry => entry.Step!.Step));
    }

    [Fact]
    public void A_trainer_whose_term_is_over_is_refused_and_a_run_that_is_not_there_is_missed()
    {
        var run = PlayedParts.Running(state => state with { Term = new(3) });
        run.Books.Admit(new(3));
        Assert.Throws<TrainerSupersededException>(() => run.Books.Admit(new(2)));
        Assert.Throws<RunNotFoundException>(() => new PlayedParts(new()).Books.Existing());
    }

    private static RunState Reported(PlayedParts run, string generatorId) =>
        RunRules.Generator(run.Books.State, new(generatorId, "session", 0, 0, 0, 0, 0, 0, 0, default), run.Clock.GetUtcNow());
}
