using Magistral.Contracts.PromptGroups;
using Magistral.Grains.Storage;
using Magistral.Grains.Tests.Cluster;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class GroupIndexTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_follow_each_other_in_both_directions_and_filters_keep_what_they_name()
    {
        var index = Index();
        await index.AddAsync([.. Enumerable.Range(1, 600).Select(Summary)], Cancellation);
        foreach (var newestFirst in (bool[])[true, false])
        {
            var numbers = await NumbersAsync(index, newestFirst, [], null);
            Assert.Equal(newestFirst ? Enumerable.Range(1, 600).Reverse() : Enumerable.Range(1, 600), numbers);
        }
        Assert.Equal(Enumerable.Range(1, 600).Where(number => number % 3 == 0), await NumbersAsync(index, false, [GroupPhase.Failed], null));
        Assert.Equal(Enumerable.Range(1, 600).Where(number => number % 2 == 0 && number % 3 == 0), await NumbersAsync(index, false, [GroupPhase.Failed], "even"));
        Assert.Empty(await NumbersAsync(index, true, [GroupPhase.Stale], null));
    }

    [Fact]
    public async Task A_group_that_is_entered_twice_stands_once()
    {
        var index = Index();
        await index.AddAsync([Summary(1), Summary(2)], Cancellation);
        await index.AddAsync([Summary(2), Summary(3)], Cancellation);
        Assert.Equal([1, 2, 3], await NumbersAsync(index, false, [], null));
    }

    [Fact]
    public async Task Groups_that_ended_are_listed_and_those_that_are_open_are_not()
    {
        var run = await cluster.StartRunAsync();
        var leases = await run.LeaseAsync();
        await run.DeliverAsync(leases[0], right: 4);
        await run.BooksAsync(counts => counts.NoSignal == 1, "a group without signal");
        var listed = await cluster.Grains.GetGrain<IGroupIndexGrain>(run.RunId).ListAsync(new(null, true, 10, [], null, leases.Count), Cancellation);
        var group = Assert.Single(listed);
        Assert.Equal((leases[0].Number, GroupPhase.NoSignal, 4, 4, 12L), (group.Number, group.Phase, group.Rollouts, group.Correct, group.Tokens));
    }

    [Fact]
    public async Task Trained_groups_are_listed_with_their_step()
    {
        var run = await cluster.StartRunAsync();
        var numbers = await run.MakeReadyAsync(2);
        Assert.NotNull(await run.TakeAsync(1));
        await run.Queue.ConsumedAsync(1, numbers, TestRun.Term, Cancellation);
        await run.Queue.CheckpointCommittedAsync(1, TestRun.Term, Cancellation);
        await run.Queue.CheckpointCommittedAsync(1, TestRun.Term, Cancellation);
        var listed = await cluster.Grains.GetGrain<IGroupIndexGrain>(run.RunId).ListAsync(new(null, false, 10, [GroupPhase.Trained], null, 2), Cancellation);
        Assert.Equal(numbers.Select(number => (number, (int?)1)), listed.Select(group => (group.Number, group.Step)));
    }

    [Fact]
    public async Task A_log_that_is_opened_again_goes_on_where_it_ended()
    {
        var store = new InMemoryObjectStore();
        for (var first = 0; first < 50; first += 5)
            await new ChunkedLog<int>(store, "log/", 8).AddAsync([.. Enumerable.Range(first, 5)], Cancellation);
        Assert.Equal(Enumerable.Range(0, 50), await new ChunkedLog<int>(store, "log/", 8).ReadAsync(Cancellation));
    }

    [Fact]
    public async Task A_log_that_another_has_written_refuses_the_first_writer()
    {
        var store = new InMemoryObjectStore();
        var left = new ChunkedLog<int>(store, "log/", 8);
        await left.AddAsync([1], Cancellation);
        await new ChunkedLog<int>(store, "log/", 8).AddAsync([2], Cancellation);
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => left.AddAsync([3], Cancellation));
        Assert.Equal([1, 2], await new ChunkedLog<int>(store, "log/", 8).ReadAsync(Cancellation));
    }

    private static async Task<List<int>> NumbersAsync(IGroupIndexGrain index, bool newestFirst, GroupPhase[] phases, string? stage)
    {
        var numbers = new List<int>();
        for (int? after = null; await index.ListAsync(new(after, newestFirst, 70, phases, stage, 0), Cancellation) is { Count: > 0 } page; after = numbers[^1])
            numbers.AddRange(page.Select(group => group.Number));
        return numbers;
    }

    private static GroupSummary Summary(int number)
    {
        var end = number % 3 == 0 ? new GroupEnd(GroupPhase.Failed, "it broke") : GroupEnd.TrainedAt(number);
        return new(number, $"problem {number}", number % 2 == 0 ? "even" : "odd", "1+1=", end.Phase, end, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 4, 12, [new(12, new(1))], 4, 2, 0.5)
        {
            Step = end.Step,
        };
    }

    private IGroupIndexGrain Index() => cluster.Grains.GetGrain<IGroupIndexGrain>($"index-{Guid.NewGuid():N}");
}
