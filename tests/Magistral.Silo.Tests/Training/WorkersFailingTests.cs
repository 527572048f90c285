using Magistral.Contracts;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Testing;
using Magistral.Testing.Storage;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class WorkersFailingTests
{
    [Fact]
    public async Task A_store_that_is_full_fails_the_trainer_with_a_reason_and_the_run_goes_on_when_there_is_room()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var store = new InMemoryObjectStore();
        await using var service = await TinyService.StartAsync(store);
        var full = false;
        store.Before = (operation, key, _) => full && operation == StoreOperation.Put && key.Contains("checkpoints", StringComparison.Ordinal)
            ? throw new MagistralException($"the disk is full at {key}", "free some space, then continue the run") : default;
        var runId = await service.TrainAsync(TinyService.Spec);
        full = true;
        var trainer = service.Grains.GetGrain<ITrainerGrain>(runId);
        var status = await Eventually.Get(() => trainer.StatusAsync(cancellation), seen => seen.Activity == TrainerActivity.Failed, "the trainer failing", cancellation);
        Assert.Contains("the disk is full", status.Failure, StringComparison.Ordinal);
        full = false;
        await service.TrainAsync(TinyService.Spec);
        await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, "the run completing");
    }
}
