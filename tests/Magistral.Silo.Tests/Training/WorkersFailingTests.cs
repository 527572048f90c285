using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Grains.Storage;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class WorkersFailingTests
{
    private static readonly RunSpec NoSignal = TinyService.Spec with { Rewards = new() { Format = 0, Correct = 0, Length = 0 } };

    [Theory]
    [InlineData("/checkpoints/")]
    [InlineData("state/prompt-group/")]
    [InlineData("state/rollout-queue/")]
    [InlineData("state/weights/")]
    public async Task A_store_that_is_full_fails_the_run_with_its_reason_and_the_same_command_goes_on_when_there_is_room(string place)
    {
        var store = new InMemoryObjectStore();
        await using var service = await TinyService.StartAsync(store);
        var full = true;
        store.Before = (operation, key, _) => full && operation == StoreOperation.Put && key.Contains(place, StringComparison.Ordinal)
            ? throw new StorageFullException(key, new IOException("No space left on device")) : default;
        var runId = await service.TrainAsync(TinyService.Spec);
        var (failure, run) = await service.UntilFailedAsync(runId);
        Assert.StartsWith("no room is left to store", failure, StringComparison.Ordinal);
        Assert.Contains(place, failure, StringComparison.Ordinal);
        Assert.Equal(failure, run.Reason);
        full = false;
        await service.TrainAsync(TinyService.Spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
    }

    [Fact]
    public async Task A_run_that_cannot_store_its_failure_gives_its_reserve_free_first()
    {
        var store = new InMemoryObjectStore();
        await using var service = await TinyService.StartAsync(store);
        var (full, reserved) = (false, true);
        store.Before = (operation, key, _) =>
        {
            if (operation == StoreOperation.Delete && key.EndsWith("/reserve", StringComparison.Ordinal))
                reserved = false;
            full |= key.Contains("/checkpoints/", StringComparison.Ordinal);
            return operation == StoreOperation.Put && full && reserved ? throw new StorageFullException(key, new IOException("No space left on device")) : default;
        };
        var (failure, run) = await service.UntilFailedAsync(await service.TrainAsync(TinyService.Spec));
        Assert.Equal(failure, run.Reason);
        Assert.Contains(run.Audit, entry => entry.What.StartsWith("failed: no room is left", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_for_which_nobody_generates_fails_and_goes_on_with_a_generator()
    {
        var spec = TinyService.Spec with { Rl = TinyService.Spec.Rl with { LeaseSeconds = 10 } };
        await using var service = await TinyService.StartAsync();
        var runId = await service.StartTrainerAsync(spec);
        var (failure, _) = await service.UntilFailedAsync(runId);
        Assert.StartsWith("no generator was heard of for 10 s", failure, StringComparison.Ordinal);
        await service.TrainAsync(spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
    }

    [Fact]
    public async Task The_budget_of_seconds_ends_a_run_whose_trainer_waits_for_a_batch()
    {
        await using var service = await TinyService.StartAsync();
        var runId = await service.TrainAsync(NoSignal with { Rl = NoSignal.Rl with { MaxSeconds = 0.1 } });
        var run = await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        Assert.Equal("rl.max_seconds 0.1 reached", run.Reason);
    }

    [Fact]
    public async Task A_stage_in_which_nothing_has_signal_ends_with_that_reason()
    {
        await using var service = await TinyService.StartAsync();
        var runId = await service.TrainAsync(NoSignal);
        var run = await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
        Assert.StartsWith("stage one-digit has no signal", run.Reason, StringComparison.Ordinal);
    }
}
