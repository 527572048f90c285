using System.Collections.Concurrent;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains;
using Magistral.Grains.Storage;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Tests.Training;
using Magistral.Testing.Cluster;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Silo.Tests.Checkpoints;

public sealed class CheckpointUploadTests
{
    private static readonly StorageUnavailableException Gone = new("the store", "try again", new IOException("the test cut it off"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_that_fails_behind_its_first_part_leaves_nothing_once_the_run_is_complete()
    {
        await using var service = await TinyService.StartAsync();
        var run = await PlayedRun.StartAsync(service, "cut", keep: 2);
        await run.TakeChargeAsync();
        await run.WriteAsync(0);
        service.Store.Before = (operation, key, _) => operation == StoreOperation.Put && key.EndsWith(CheckpointParts.Optimizer, StringComparison.Ordinal) ? throw Gone : default;
        await Assert.ThrowsAsync<StorageUnavailableException>(() => run.WriteAsync(2));
        service.Store.Before = null;
        Assert.Equal(0, await run.TakeChargeAsync());
        await run.AssertNothingIsLeftAsync();
        await run.WriteAsync(4);
        await run.CompleteAsync();
        Assert.Equal([0, 4], (await run.Run.DescribeAsync(Cancellation)).Checkpoints);
        await run.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task What_expired_is_deleted_although_the_answer_that_named_it_was_lost()
    {
        await using var service = await TinyService.StartAsync();
        var run = await PlayedRun.StartAsync(service, "unheard", keep: 1);
        await run.TakeChargeAsync();
        await run.WriteAsync(0);
        service.Store.Before = (operation, key, _) => operation == StoreOperation.Delete ? throw Gone : default;
        await run.WriteAsync(2);
        service.Store.Before = null;
        Assert.Equal(2 * PlayedRun.Parts.Length, (await run.ListedAsync()).Count);
        await run.TakeChargeAsync();
        await run.AssertNothingIsLeftAsync();
    }

    [Fact]
    public async Task A_writer_that_slept_through_a_later_trainers_start_leaves_nothing_behind()
    {
        await using var service = await TinyService.StartAsync();
        var run = await PlayedRun.StartAsync(service, "asleep", keep: 2);
        await run.TakeChargeAsync();
        await run.WriteAsync(0);
        var (asleep, awake) = (new TaskCompletionSource(), new TaskCompletionSource());
        service.Store.Before = async (operation, key, _) =>
        {
            if (operation == StoreOperation.Put && key.EndsWith(CheckpointParts.Optimizer, StringComparison.Ordinal) && asleep.TrySetResult())
                await awake.Task;
        };
        var frozen = run.WriteAsync(2);
        await asleep.Task.WaitAsync(Cancellation);
        await run.TakeChargeAsync();
        await run.WriteAsync(2);
        awake.SetResult();
        await Assert.ThrowsAsync<TrainerSupersededException>(() => frozen);
        await run.AssertNothingIsLeftAsync();
        Assert.Equal([0, 2], (await run.Run.DescribeAsync(Cancellation)).Checkpoints);
    }

    [Fact]
    public async Task A_checkpoint_that_expires_while_it_is_read_is_read_to_its_end()
    {
        await using var service = await TinyService.StartAsync();
        var run = await PlayedRun.StartAsync(service, "read", keep: 1);
        await run.TakeChargeAsync();
        await run.WriteAsync(0);
        var checkpoint = service.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(run.Id, 0).ToString());
        await using (var hold = await CheckpointHold.TakeAsync(checkpoint, TimeProvider.System, Cancellation))
        {
            await run.WriteAsync(2);
            foreach (var part in hold.View.Manifest!.Parts)
                Assert.NotNull(await service.Store.HeadAsync(new StoreKey(part.Key), Cancellation));
        }
        await Assert.ThrowsAsync<CheckpointUnreadableException>(() => new CheckpointReader(service.Grains, service.Store).ManifestAsync(run.Id, 0, Cancellation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task After_a_hundred_checkpoints_on_a_store_that_fails_at_random_nothing_is_left_and_all_that_is_kept_is_whole(int seed)
    {
        var lost = new FailingCalls(nameof(ICheckpointGrain.BeginAsync), nameof(ICheckpointGrain.CommitAsync), nameof(ICheckpointGrain.SettleAsync),
            nameof(IRunGrain.CheckpointCommittedAsync), nameof(IRunGrain.SweepCheckpointsAsync));
        await using var service = await TinyService.StartAsync(lost: lost);
        var run = await PlayedRun.StartAsync(service, "faulty", keep: 3);
        var (random, gate, faults) = (new Random(seed), new Lock(), new ConcurrentBag<StoreOperation>());
        service.Store.Before = (operation, key, _) =>
        {
            lock (gate)
                if (random.Next(20) > 0)
                    return default;
            faults.Add(operation);
            throw Gone;
        };
        var written = 0;
        for (var (step, tries) = (-1, 0); written < 100; tries++)
        {
            Assert.True(tries < 3000, $"only {written} checkpoints were written");
            try
            {
                step = step < 0 ? await run.TakeChargeAsync() + 1 : step;
                await run.WriteAsync(step);
                (step, written) = (step + 1, written + 1);
            }
            catch (Exception error) when (GrainFaults.AreExpected(error)) // the trainer fails and is started again
            {
                step = -1;
            }
        }
        service.Store.Before = null;
        Assert.Equal(4, faults.Distinct().Count());
        await run.TakeChargeAsync();
        await run.CompleteAsync();
        Assert.True(await run.Run.SweepCheckpointsAsync(Cancellation));
        Assert.Equal(3, (await run.Run.DescribeAsync(Cancellation)).Checkpoints.Count);
        await run.AssertNothingIsLeftAsync();
    }
}
