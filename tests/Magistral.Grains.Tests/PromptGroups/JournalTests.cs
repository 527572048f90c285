using Magistral.Contracts.PromptGroups;
using Magistral.Grains.PromptGroups;
using Magistral.Grains.Tests.Cluster;
using Magistral.Method.Generation;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Grains.Tests.PromptGroups;

public sealed class JournalTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_generator_left_behind_goes_to_the_next_with_the_lease()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        Assert.Empty(lease.Partials);
        Assert.True(await run.Group(lease.Number).RecordProgressAsync("generator", [Partial(1, 3), Partial(2, 2)], Cancellation));
        Assert.True(await run.Group(lease.Number).RecordProgressAsync("generator", [Partial(2, 5)], Cancellation));
        await run.Queue.ReleaseAsync("generator", Cancellation);
        var again = (await run.LeaseAsync(generatorId: "other")).Single(candidate => candidate.Number == lease.Number);
        Assert.Equal([(1, 3), (2, 5)], again.Partials.Select(partial => (partial.Index, partial.Completion.Length)));
    }

    [Fact]
    public async Task A_generator_that_no_longer_holds_the_group_is_told_so_and_changes_nothing()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.Queue.ReleaseAsync("generator", Cancellation);
        await run.LeaseAsync(generatorId: "other");
        Assert.False(await run.Group(lease.Number).RecordProgressAsync("generator", [Partial(0, 9)], Cancellation));
        Assert.Equal([lease.Number], (await run.Queue.RenewAsync("generator", [lease.Number], Cancellation)).Where(number => number == lease.Number));
    }

    [Fact]
    public async Task A_finished_rollout_needs_no_beginning_and_a_finished_group_keeps_none()
    {
        var run = await cluster.StartRunAsync();
        var lease = (await run.LeaseAsync())[0];
        await run.Group(lease.Number).RecordProgressAsync("generator", [Partial(0, 3), Partial(1, 2)], Cancellation);
        await run.DeliverAsync(lease, right: 1, indexes: [0]);
        await run.Group(lease.Number).RecordProgressAsync("generator", [Partial(0, 4), Partial(2, 2)], Cancellation);
        await run.Queue.ReleaseAsync("generator", Cancellation);
        var again = (await run.LeaseAsync(generatorId: "other")).Single(candidate => candidate.Number == lease.Number);
        Assert.Equal([1, 2], again.Partials.Select(partial => partial.Index));
        await run.DeliverAsync(again, right: 1, generatorId: "other");
        Assert.Empty(await JournalsAsync(run.RunId));
    }

    [Fact]
    public async Task A_journal_survives_the_silo_that_wrote_it()
    {
        var store = new InMemoryObjectStore();
        var key = new GroupKey("run", 7);
        await new GroupJournal(store, key).AddAsync([Partial(3, 4)], [3], Cancellation);
        var next = new GroupJournal(store, key);
        await next.ReadAsync(Cancellation);
        await next.AddAsync([Partial(3, 6)], [3], Cancellation);
        Assert.Equal(6, Assert.Single(next.Partials).Completion.Length);
        await next.ClearAsync(Cancellation);
        Assert.Empty(next.Partials);
    }

    [Fact]
    public async Task Of_two_grains_of_one_group_the_one_that_was_left_behind_can_write_nothing()
    {
        var store = new InMemoryObjectStore();
        var (old, young) = (new GroupJournal(store, new("run", 7)), new GroupJournal(store, new("run", 7)));
        await old.AddAsync([Partial(3, 4)], [3], Cancellation);
        await young.ReadAsync(Cancellation);
        await young.AddAsync([Partial(3, 6)], [3], Cancellation);
        await Assert.ThrowsAsync<Orleans.Storage.InconsistentStateException>(() => old.AddAsync([Partial(3, 9)], [3], Cancellation));
    }

    private static PartialRollout Partial(int index, int tokens) => new(
        index, TokenStream.Sampled(Enumerable.Range(0, tokens).ToArray(), new float[tokens], new(0)));

    private async Task<IReadOnlyList<string>> JournalsAsync(string runId)
    {
        var keys = new List<string>();
        await foreach (var entry in cluster.Store.ListAsync($"runs/{runId}/journal/", Cancellation))
            keys.Add(entry.Key.ToString());
        return keys;
    }
}
