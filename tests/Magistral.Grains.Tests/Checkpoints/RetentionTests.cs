using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Checkpoints;
using Magistral.Grains.Storage;
using Magistral.Grains.Tests.Cluster;
using Xunit;

namespace Magistral.Grains.Tests.Checkpoints;

public sealed class RetentionTests(GrainCluster cluster) : IClassFixture<GrainCluster>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_expires_with_a_checkpoint_is_answered_again_when_the_answer_was_lost()
    {
        var run = await StartAsync(keep: 2);
        foreach (var step in new[] { 0, 10 })
            Assert.Empty(await run.Run.CheckpointCommittedAsync(step, TestRun.Term, Cancellation));
        Assert.Equal([0], await run.Run.CheckpointCommittedAsync(20, TestRun.Term, Cancellation));
        Assert.Equal([0], await run.Run.CheckpointCommittedAsync(20, TestRun.Term, Cancellation));
        Assert.Equal([10, 20], (await run.Run.DescribeAsync(Cancellation)).Checkpoints);
    }

    [Fact]
    public async Task A_late_word_of_an_expired_checkpoint_does_not_bring_it_back()
    {
        var run = await StartAsync(keep: 2);
        foreach (var step in new[] { 0, 10, 20 })
            await run.Run.CheckpointCommittedAsync(step, TestRun.Term, Cancellation);
        Assert.Empty(await run.Run.CheckpointCommittedAsync(0, TestRun.Term, Cancellation));
        Assert.Equal([10, 20], (await run.Run.DescribeAsync(Cancellation)).Checkpoints);
    }

    [Fact]
    public async Task An_expired_checkpoint_is_deleted_by_whoever_sweeps_next()
    {
        var run = await StartAsync(keep: 1);
        await WriteAsync(run, 0, TestRun.Term);
        var kept = await WriteAsync(run, 10, TestRun.Term);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(kept, await ListedAsync(run));
        Assert.Equal(CheckpointStatus.Expired, (await Checkpoint(run, 0).DescribeAsync(Cancellation)).Status);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(kept, await ListedAsync(run));
    }

    [Fact]
    public async Task What_the_trainer_in_charge_is_writing_stays_and_can_be_committed()
    {
        var run = await StartAsync(keep: 1);
        await WriteAsync(run, 0, TestRun.Term);
        var writing = await BeginAsync(run, 10, TestRun.Term);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Contains(writing, await ListedAsync(run));
        await CommitAsync(run, 10, TestRun.Term, writing);
        await run.Run.SweepCheckpointsAsync(Cancellation); // committed, and the run is not told yet
        Assert.Contains(writing, await ListedAsync(run));
        await run.Run.CheckpointCommittedAsync(10, TestRun.Term, Cancellation);
        await run.Run.SweepCheckpointsAsync(Cancellation);
        Assert.Equal([writing], await ListedAsync(run));
    }

    [Fact]
    public async Task What_a_trainer_out_of_charge_was_writing_goes_and_can_no_longer_be_committed()
    {
        var run = await StartAsync(keep: 1);
        var kept = await WriteAsync(run, 0, TestRun.Term);
        var left = await BeginAsync(run, 10, TestRun.Term);
        var later = await run.Run.BeginTermAsync("later", Cancellation);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(kept, await ListedAsync(run));
        await Assert.ThrowsAsync<TrainerSupersededException>(() => CommitAsync(run, 10, TestRun.Term, left));
        Assert.NotEqual(left, await BeginAsync(run, 10, later)); // keys that were given up are never given again
    }

    [Fact]
    public async Task What_a_trainer_out_of_charge_committed_untold_expires_and_a_later_ones_stays()
    {
        var run = await StartAsync(keep: 3);
        var kept = await WriteAsync(run, 0, TestRun.Term);
        foreach (var step in new[] { 10, 20 })
            await CommitAsync(run, step, TestRun.Term, await BeginAsync(run, step, TestRun.Term));
        var later = await run.Run.BeginTermAsync("later", Cancellation);
        var own = await BeginAsync(run, 10, later);
        await CommitAsync(run, 10, later, own);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal([.. kept, own], await ListedAsync(run));
        Assert.Equal(CheckpointStatus.Expired, (await Checkpoint(run, 20).DescribeAsync(Cancellation)).Status);
    }

    [Fact]
    public async Task Once_the_run_stopped_nothing_that_was_being_written_is_left()
    {
        var run = await StartAsync(keep: 1);
        var kept = await WriteAsync(run, 0, TestRun.Term);
        await BeginAsync(run, 0, TestRun.Term);
        await BeginAsync(run, 10, TestRun.Term);
        await run.Run.CompletedAsync("done", TestRun.Term, Cancellation);
        Assert.Equal(kept, await ListedAsync(run));
    }

    [Fact]
    public async Task A_checkpoint_that_is_being_read_outlives_its_expiry_until_half_a_minute_after_the_last_word()
    {
        var run = await StartAsync(keep: 1);
        var read = await WriteAsync(run, 0, TestRun.Term);
        Assert.Equal(CheckpointStatus.Committed, (await Checkpoint(run, 0).HoldAsync(Cancellation)).Status);
        var kept = await WriteAsync(run, 10, TestRun.Term);
        Assert.False(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal([.. read, .. kept], await ListedAsync(run));
        Assert.Equal([7], await Checkpoint(run, 0).ReadAsync("part", 0, 10, Cancellation));
        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Assert.ThrowsAsync<CheckpointNotFoundException>(() => Checkpoint(run, 0).ReadAsync("part", 0, 10, Cancellation));
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(kept, await ListedAsync(run));
    }

    [Fact]
    public async Task What_no_writer_names_goes_also_beside_the_parts_of_a_kept_checkpoint()
    {
        var run = await StartAsync(keep: 2);
        List<string> kept = [.. await WriteAsync(run, 0, TestRun.Term), .. await WriteAsync(run, 10, TestRun.Term)];
        foreach (var junk in new[] { "notes", "00000000/1/other", "00000010/1/other", "00000010/0/part", "00000005/9/part", "x/1/part" })
            await cluster.Store.PutAsync(StoreKey.Of(CheckpointObjects.PrefixOf(run.RunId) + junk), new byte[] { 1 }, PutCondition.None, durable: false, Cancellation);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(kept, await ListedAsync(run));
    }

    [Fact]
    public async Task Of_a_run_that_was_deleted_nothing_stays_that_a_late_writer_left()
    {
        var run = await StartAsync(keep: 1);
        await run.Run.EraseAsync(Cancellation);
        await BeginAsync(run, 10, TestRun.Term);
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Empty(await ListedAsync(run));
    }

    private ICheckpointGrain Checkpoint(TestRun run, int step) => cluster.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(run.RunId, step).ToString());

    private async Task<TestRun> StartAsync(int keep)
    {
        var run = await cluster.StartRunAsync(spec => spec with { Checkpoints = spec.Checkpoints with { Keep = keep } });
        Assert.Equal(TestRun.Term, await run.Run.BeginTermAsync("first", Cancellation));
        return run;
    }

    /// <summary>Writes a checkpoint of one part and tells the run.</summary>
    private async Task<IReadOnlyList<string>> WriteAsync(TestRun run, int step, TrainerTerm term)
    {
        var key = await BeginAsync(run, step, term);
        await CommitAsync(run, step, term, key);
        await run.Run.CheckpointCommittedAsync(step, term, Cancellation);
        return [key];
    }

    private async Task<string> BeginAsync(TestRun run, int step, TrainerTerm term)
    {
        var key = CheckpointObjects.KeyOf(run.RunId, step, await Checkpoint(run, step).BeginAsync(term, Cancellation), "part");
        await cluster.Store.PutAsync(key, new byte[] { 7 }, PutCondition.None, durable: true, Cancellation);
        return key.Value;
    }

    private Task CommitAsync(TestRun run, int step, TrainerTerm term, string key) =>
        Checkpoint(run, step).CommitAsync(new(step, new(step), DateTimeOffset.UnixEpoch, [new("part", key, 1, "00")]), term, Cancellation);

    private async Task<List<string>> ListedAsync(TestRun run) =>
        await cluster.Store.ListAsync(CheckpointObjects.PrefixOf(run.RunId), Cancellation).Select(entry => entry.Key.Value).ToListAsync(Cancellation);
}
