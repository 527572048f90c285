using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Silo.Checkpoints;
using Magistral.Silo.Models;
using Magistral.Testing;
using Xunit;

namespace Magistral.Silo.Tests.Training;

/// <summary>A published architecture from its folder: supervised, exported, then reinforced, all weights and by an adapter.</summary>
public sealed class FolderTrainingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RunSpec Spec(string name, ModelSpec model) => TinyService.Spec with
    {
        Name = name,
        Model = model with { Context = 48 },
        Sft = new() { Steps = 250, Batch = 32, TracesPerStage = [400], SlipShare = 0.6, SlipRate = 0.5 },
        Rl = new()
        {
            GroupSize = 16, NAsync = 64, NBatch = 64, NMinibatch = 64, MaxStaleness = 1, MaxSteps = 30, LearningRate = model.Lora is null ? 1e-3 : 3e-3, WarmupSteps = 3, MicrobatchTokens = 1024,
        },
        Evaluation = new() { Problems = 16, EverySteps = 0 },
        Checkpoints = new() { EverySteps = 50, Keep = 5 },
    };

    [Fact]
    public async Task Rewards_rise_with_all_weights_and_with_an_adapter()
    {
        var fixture = Fixtures.Require("models/mistral-gqa");
        await using var service = await TinyService.StartAsync();
        var full = Spec("full", new() { Path = fixture, Tokenizer = TokenizerKind.Bpe });
        var fullRun = await CompleteAsync(service, full);
        await RisesAsync(service, fullRun);

        var warm = Directory.CreateTempSubdirectory("magistral-warm-");
        try
        {
            var folder = Path.Combine(warm.FullName, "model");
            var plan = ModelPlan.Of(full, TimeProvider.System);
            using (var weights = await new CheckpointReader(service.Grains, service.Store).WeightsAsync(fullRun, 0, plan.TrainedLeaves, Cancellation))
                ModelExport.Write(folder, plan, weights, null, Cancellation);
            var adapted = Spec("adapted", new() { Path = folder, Lora = new() { Rank = 8, Alpha = 16 } }) with { Sft = new() { Steps = 0 } };
            await RisesAsync(service, await CompleteAsync(service, adapted));
        }
        finally
        {
            warm.Delete(recursive: true);
        }
    }

    private static async Task<string> CompleteAsync(TinyService service, RunSpec spec)
    {
        var runId = await service.TrainAsync(spec);
        var run = await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, $"the run {spec.Name} completing", TimeSpan.FromMinutes(3));
        Assert.Equal([EvaluationKind.WarmStart, EvaluationKind.Final], run.Evaluations.Select(result => result.Order.Kind));
        return runId;
    }

    private static async Task RisesAsync(TinyService service, string runId)
    {
        var rewards = (await service.Run(runId).StepsAsync(1, 100, Cancellation)).Select(step => step.BatchReward).ToList();
        var (first, last) = (rewards.Take(5).Average(), rewards.TakeLast(5).Average());
        Assert.True(last > first + 0.05, $"the mean reward went from {first:0.000} to {last:0.000}");
    }
}
