using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Specs;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;

namespace Magistral.Host.Tests.Clusters;

/// <summary>Checkpoints on blob storage whose uploads are cut off.</summary>
[Collection(ClusterCollection.Name)]
public sealed class UploadTests(ITestOutputHelper output)
{
    private const int BlockBytes = 16 << 10; // hundreds of blocks a checkpoint
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunSpec Spec
    {
        get
        {
            var tiny = ClusterRun.Tiny(steps: 100_000);
            return tiny with { Model = tiny.Model with { Hidden = 128, Layers = 2, FeedForward = 256 }, Checkpoints = new() { EverySteps = 1, Keep = 2 } };
        }
    }

    [Fact]
    public async Task A_checkpoint_whose_upload_was_killed_is_never_listed_and_the_run_goes_on_from_one_that_is_whole()
    {
        LongForm.SkipUnlessAskedFor("six minutes");
        const int Kills = 20;
        await using var cluster = await PacedCluster.StartAsync(1, TimeSpan.FromMilliseconds(1), gapTokens: 256, Cancellation, BlockBytes);
        var run = await ClusterRun.SubmitAsync(cluster.Silos.Grains, Spec);
        await run.UntilStepAsync(2, TimeSpan.FromMinutes(3), Cancellation);
        var (schedule, cutOff, kills) = (new Random(20261124), 0, 0);
        for (; cutOff < Kills; kills++)
        {
            Assert.True(kills < 3 * Kills, $"of {kills} kills only {cutOff} hit an upload");
            var before = await run.DescribeAsync();
            var written = await UntilWritingAsync(cluster, run, before.LastStep!.Step + 1);
            await Task.Delay(Longest * schedule.NextDouble(), Cancellation);
            await cluster.Silos.SignalAsync("trainer", "KILL", Cancellation);
            if (await StatusAsync(cluster, run, written) == CheckpointStatus.Writing)
                cutOff++;
            await AssertWholeAsync(cluster.Silos, run);
            await cluster.Silos.StartSiloAsync("trainer", "trainer,verifier", Cancellation);
            await run.UntilAnotherStepAsync(before.LastStep.Step, TimeSpan.FromMinutes(1), Cancellation);
        }
        await run.CancelAsync();
        await AssertWholeAsync(cluster.Silos, run);
        output.WriteLine($"{kills} kills, {cutOff} uploads cut off; the run stands at step {(await run.DescribeAsync()).LastStep!.Step}");
        Assert.Empty((await run.AuditAsync()).Faults);
    }

    /// <summary>Waits until the checkpoint of a step, or of a later one, is being written.</summary>
    private static async Task<int> UntilWritingAsync(PacedCluster cluster, ClusterRun run, int step)
    {
        for (var attempt = 0; ; attempt++)
        {
            Assert.True(attempt < 6000, "no checkpoint is written");
            var status = await StatusAsync(cluster, run, step);
            if (status == CheckpointStatus.Writing)
                return step;
            if (status == CheckpointStatus.None)
                await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
            else
                step++;
        }
    }

    private static async Task<CheckpointStatus> StatusAsync(PacedCluster cluster, ClusterRun run, int step) =>
        (await ClusterRun.AgainAsync(() => cluster.Silos.Grains.GetGrain<ICheckpointGrain>(new CheckpointKey(run.Id, step).ToString()).DescribeAsync(Cancellation))).Status;

    /// <summary>Every checkpoint that the run lists has all its parts, with the hashes of its manifest.</summary>
    private static async Task AssertWholeAsync(LocalCluster cluster, ClusterRun run)
    {
        var leaves = ModelPlan.Of(Spec, TimeProvider.System).TrainedLeaves;
        var store = await StoreOpening.OpenAsync(new() { Blobs = cluster.Blobs }, Cancellation);
        using (store as IDisposable)
        {
            var listed = (await run.DescribeAsync()).Checkpoints;
            Assert.NotEmpty(listed);
            foreach (var step in listed)
                await ClusterRun.AgainAsync(() => new CheckpointReader(cluster.Grains, store).LoadAsync(run.Id, step, leaves, Cancellation));
        }
    }
}
