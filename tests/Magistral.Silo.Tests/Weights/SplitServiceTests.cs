using Magistral.Contracts.Runs;
using Magistral.Contracts.Training;
using Magistral.Contracts.Weights;
using Magistral.Silo.Tests.Training;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Weights;

public sealed class SplitServiceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_whose_trainer_and_generators_share_no_process_completes()
    {
        await using var service = await SplitService.StartAsync();
        var runId = await service.TrainAsync(TinyService.Spec);
        string[] generators = [await service.GenerateAsync(runId, 0), await service.GenerateAsync(runId, 1)];
        var run = await Eventually.Get(async () =>
        {
            var failure = (await service.Grains.GetGrain<ITrainerGrain>(runId).StatusAsync(Cancellation)).Failure;
            return failure.Length > 0 ? throw new InvalidOperationException(failure) : await service.Grains.GetGrain<IRunGrain>(runId).DescribeAsync(Cancellation);
        }, seen => seen.State is RunLifecycle.Completed or RunLifecycle.Failed, "the end of the run", Cancellation);
        Assert.Equal(RunLifecycle.Completed, run.State);
        var weights = await service.Grains.GetGrain<IWeightsGrain>(runId).DescribeAsync(Cancellation);
        Assert.Equal(generators.Order(), weights.Serving.Keys.Order());
        Assert.InRange(weights.Lags[^1].LagVersions, 0, TinyService.Spec.Rl.MaxStaleness);
    }
}
