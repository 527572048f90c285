using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Tests.Weights;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Training;

public sealed class MachineLimitTests
{
    private const long Bytes = 200_000_000;

    private static readonly RunSpec Large = TinyService.Spec with
    {
        Name = "large",
        Model = TinyService.Spec.Model with { Context = 4096 },
        Rl = TinyService.Spec.Rl with { NAsync = 512, MicrobatchTokens = 4096 },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_too_large_for_the_machine_fails_at_once_and_a_small_one_beside_it_goes_on()
    {
        await using var service = await TinyService.StartAsync(resources: new() { MostRunBytes = Bytes });
        var small = await service.TrainAsync(TinyService.Spec);
        var large = await service.TrainAsync(Large);
        var (failure, run) = await service.UntilFailedAsync(large);
        Assert.StartsWith("the run spec cannot run: rl.n_async: the run takes about ", failure, StringComparison.Ordinal);
        Assert.Contains(" on a silo that trains and generates, where it may take 200 MB; 537 MB of it are keys and values of 512 sequences of 4096 tokens", failure, StringComparison.Ordinal);
        Assert.EndsWith(", or shorten model.context", failure, StringComparison.Ordinal);
        Assert.Equal(failure, run.Reason);
        Assert.Contains(run.Audit, entry => entry.What == $"failed: {failure}");
        Assert.Empty(run.Checkpoints);
        await service.UntilAsync(small, description => description.State == RunLifecycle.Completed, "the small run completing");
    }

    [Fact]
    public async Task A_generator_that_is_too_small_is_named_and_another_one_takes_its_place()
    {
        await using var service = await SplitService.StartAsync(bytesOfFirstGenerator: 1_000_000);
        var runId = await service.TrainAsync(TinyService.Spec);
        var first = await service.GenerateAsync(runId, 0);
        var run = service.Grains.GetGrain<IRunGrain>(runId);
        var refused = await Eventually.Get(() => run.DescribeAsync(Cancellation), seen => seen.Audit.Any(entry => entry.What.StartsWith($"generator {first} failed", StringComparison.Ordinal)), "the refusal", Cancellation);
        Assert.Contains(refused.Audit, entry => entry.What.Contains("the run takes about ", StringComparison.Ordinal) && entry.What.Contains(" on a generator, where it may take 1 MB; ", StringComparison.Ordinal));
        await service.GenerateAsync(runId, 1);
        await run.StartAsync(new(Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow), Cancellation); // in case it found itself without a generator meanwhile
        await Eventually.Get(() => run.DescribeAsync(Cancellation), seen => seen.State == RunLifecycle.Completed, "the run completing", Cancellation);
    }

    [Fact]
    public async Task A_run_whose_only_generator_is_too_small_fails_with_its_reason()
    {
        await using var service = await SplitService.StartAsync(bytesOfFirstGenerator: 1_000_000);
        var runId = await service.TrainAsync(TinyService.Spec);
        await service.GenerateAsync(runId, 0);
        var run = await Eventually.Get(() => service.Grains.GetGrain<IRunGrain>(runId).DescribeAsync(Cancellation), seen => seen.State == RunLifecycle.Failed, "the run failing", Cancellation);
        Assert.StartsWith("the run spec cannot run: rl.n_async: the run takes about ", run.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generator_that_is_started_again_in_vain_is_logged_once()
    {
        using var log = new CollectedLog();
        await using var service = await TinyService.StartAsync(logs: log, resources: new() { MostRunBytes = Bytes });
        var runId = await service.TrainAsync(Large);
        var generatorId = new GeneratorKey(runId, "local", "cpu").ToString();
        await service.UntilFailedAsync(runId);
        for (var start = 0; start < 3; start++)
        {
            await Eventually.Get(() => Task.FromResult(service.Generators.IsRefused(generatorId)), refused => refused, "the refusal", Cancellation);
            service.Generators.Start(runId, generatorId);
        }
        await Eventually.Get(() => Task.FromResult(service.Generators.IsRefused(generatorId)), refused => refused, "the refusal", Cancellation);
        Assert.Single(log.Warnings, warning => warning.StartsWith($"Generator {generatorId} cannot work for its run: ", StringComparison.Ordinal));
        var run = await service.Run(runId).DescribeAsync(Cancellation);
        Assert.InRange(run.Audit.Count(entry => entry.What.StartsWith("generator ", StringComparison.Ordinal)), 1, 2);   // once on either side of the trainer's failure
    }
}
