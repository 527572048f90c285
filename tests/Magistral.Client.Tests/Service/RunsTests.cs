using System.Security.Cryptography;
using Magistral.Client.Connections;
using Magistral.Contracts.Checkpoints;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training.Terms;
using Magistral.Grains.Storage;

namespace Magistral.Client.Tests.Service;

public sealed class RunsTests : ServiceTests
{
    [Fact]
    public async Task A_run_submitted_twice_is_one_run()
    {
        var first = await Client.Runs.SubmitAsync(SmallSpec.Of("twice"), Cancellation);
        var second = await Client.Runs.SubmitAsync(SmallSpec.Of("twice"), Cancellation);
        Assert.Equal(first.Id, second.Id);
        Assert.Single(await Client.Runs.ListAsync(Cancellation));
    }

    [Fact]
    public async Task The_services_own_errors_reach_the_caller_as_what_they_are()
    {
        await Client.Runs.SubmitAsync(SmallSpec.Of("errors"), Cancellation);
        await Assert.ThrowsAsync<RunSpecConflictException>(() => Client.Runs.SubmitAsync(SmallSpec.Of("errors") with { Seed = 5 }, Cancellation));
        await Assert.ThrowsAsync<RunNotFoundException>(() => Client.Runs.FindAsync("nobody", Cancellation));
    }

    [Fact]
    public async Task Everything_that_is_read_of_a_run_may_be_read_by_a_client()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("read"), Cancellation);
        Assert.Equal("read", (await Client.Runs.ListAsync(Cancellation))[0].Name);
        Assert.Equal("read", (await run.OverviewAsync(Cancellation)).Run.Spec.Name);
        Assert.Empty(await run.StepsAsync(Cancellation));
        Assert.Empty(await run.CheckpointsAsync(Cancellation));
        Assert.Empty(await run.Groups.ListAsync(new([], null), newestFirst: true, Cancellation).ToListAsync(Cancellation));
        await Assert.ThrowsAsync<Client.PromptGroups.GroupNotFoundException>(() => run.Groups.ShowAsync(1, Cancellation));
        Assert.Empty((await run.AuditAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task A_run_goes_through_its_life_by_the_client()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("life"), Cancellation);
        await run.ResumeAsync(Cancellation);
        await run.ResumeAsync(Cancellation);
        Assert.Equal(RunLifecycle.Running, (await run.OverviewAsync(Cancellation)).Run.State);
        await Assert.ThrowsAsync<RunActiveException>(() => Client.Runs.DeleteAsync("life", Cancellation));
        var described = (await run.OverviewAsync(Cancellation)).Run;
        Assert.Equal(["submitted", "started"], described.Audit.Select(entry => entry.What));
    }

    [Fact]
    public async Task A_deleted_run_leaves_nothing_and_its_name_is_free()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("gone"), Cancellation);
        var trainer = await PlayedTrainer.StartAsync(Silo.Inside.GetGrain<IRunGrain>(run.Id));
        await trainer.StepsAsync(1, 70);
        await Client.Runs.DeleteAsync("gone", Cancellation);
        await Assert.ThrowsAsync<RunNotFoundException>(() => Client.Runs.DeleteAsync("gone", Cancellation));
        Assert.DoesNotContain(await Silo.Store.ListAsync("", Cancellation).ToListAsync(Cancellation), entry => entry.Key.Value.Contains(run.Id, StringComparison.Ordinal));
        Assert.NotEqual(run.Id, (await Client.Runs.SubmitAsync(SmallSpec.Of("gone"), Cancellation)).Id);
    }

    [Fact]
    public async Task Events_are_numbered_without_gaps_and_a_cursor_goes_on_where_another_client_left_off()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("watched"), Cancellation);
        var trainer = await PlayedTrainer.StartAsync(Silo.Inside.GetGrain<IRunGrain>(run.Id));
        await trainer.StepsAsync(1, 90);
        await trainer.CheckpointAsync(80);
        var seen = await run.WatchAsync(0, Cancellation).Take(40).ToListAsync(Cancellation);
        await trainer.TakeChargeAsync();
        await trainer.FallBackAsync(80);
        await trainer.StepsAsync(81, 150);
        await trainer.CompleteAsync();
        await using var other = await Silo.ConnectAsync();
        var rest = await (await other.Runs.FindAsync("watched", Cancellation)).WatchAsync(seen[^1].Sequence, Cancellation).ToListAsync(Cancellation);
        RunFeedEntry[] all = [.. seen, .. rest];
        Assert.Equal(Enumerable.Range(1, all.Length).Select(number => (long)number), all.Select(entry => entry.Sequence));
        Assert.Equal([.. Enumerable.Range(1, 90), .. Enumerable.Range(81, 70)], all.Where(entry => entry.Kind == RunFeedKind.Step).Select(entry => entry.Step!.Step));
        var struck = Assert.Single(all, entry => entry.Kind == RunFeedKind.RolledBack);
        Assert.Equal(80, struck.AtStep);
        Assert.Equal(81, all[struck.Sequence].AtStep);
    }

    [Fact]
    public async Task A_watch_outlives_the_silo_it_began_on()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("outlived"), Cancellation);
        var trainer = await PlayedTrainer.StartAsync(Silo.Inside.GetGrain<IRunGrain>(run.Id));
        await trainer.StepsAsync(1, 5);
        await using var watch = run.WatchAsync(0, Cancellation).GetAsyncEnumerator(Cancellation);
        var seen = new List<long>();
        for (var i = 0; i < 3 && await watch.MoveNextAsync(); i++)
            seen.Add(watch.Current.Sequence);
        await Silo.DisposeAsync();
        Silo = await LoopbackSilo.StartAsync(store: Silo.Store, gatewayPort: Silo.GatewayPort);
        trainer = await PlayedTrainer.StartAsync(Silo.Inside.GetGrain<IRunGrain>(run.Id));
        await trainer.StepsAsync(6, 8);
        await trainer.CompleteAsync();
        while (await watch.MoveNextAsync())
            seen.Add(watch.Current.Sequence);
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(number => (long)number), seen);
        Assert.Equal(1 + 8 + 1, seen.Count);
    }

    [Fact]
    public async Task A_checkpoint_is_fetched_whole_and_a_changed_one_is_noticed()
    {
        var run = await Client.Runs.SubmitAsync(SmallSpec.Of("fetched"), Cancellation);
        var content = RandomNumberGenerator.GetBytes(ICheckpointGrain.MostBytesAtOnce * 2 + 17);
        var key = StoreKey.Of("runs", run.Id, "checkpoints", "00000003", "1", "weights.safetensors");
        await Silo.Store.PutAsync(key, content, PutCondition.None, durable: false, Cancellation);
        var checkpoint = Silo.Inside.GetGrain<ICheckpointGrain>(new CheckpointKey(run.Id, 3).ToString());
        await checkpoint.BeginAsync(new TrainerTerm(1), Cancellation);
        await checkpoint.CommitAsync(new(3, new(4), DateTimeOffset.UnixEpoch,
            [new("weights.safetensors", key.Value, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)))]), new TrainerTerm(1), Cancellation);
        var folder = Directory.CreateTempSubdirectory("magistral-fetched-");
        try
        {
            await run.DownloadCheckpointAsync(3, folder.FullName, Cancellation);
            var path = Path.Combine(folder.FullName, "weights.safetensors");
            Assert.Equal(content, await File.ReadAllBytesAsync(path, Cancellation));
            content[5] ^= 1;
            await Silo.Store.PutAsync(key, content, PutCondition.None, durable: false, Cancellation);
            File.Delete(path);
            await Assert.ThrowsAsync<Client.Checkpoints.CheckpointDamagedException>(() => run.DownloadCheckpointAsync(3, folder.FullName, Cancellation));
            Assert.False(File.Exists(path));
            await Assert.ThrowsAsync<CheckpointNotFoundException>(() => run.DownloadCheckpointAsync(4, folder.FullName, Cancellation));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        var options = new MagistralClientOptions { Gateways = { "127.0.0.1:1" }, ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        var error = await Assert.ThrowsAsync<ServiceUnreachableException>(() => MagistralClient.ConnectAsync(options, Cancellation));
        Assert.Contains("127.0.0.1:1", error.Message, StringComparison.Ordinal);
    }
}
