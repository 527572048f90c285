using Magistral.Contracts.Generation;
using Magistral.Contracts.Runs;
using Magistral.Contracts.Specs;
using Magistral.Engine.Models;
using Magistral.Engine.Weights;
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
        Model = model with { Context = 64 },
        Sft = new() { Steps = 500, Batch = 32, TracesPerStage = [2000] },
        Rl = new()
        {
            GroupSize = 16, NAsync = 128, NBatch = 128, NMinibatch = 128, MaxStaleness = 1, MaxSteps = model.Lora is null ? 80 : 6, LearningRate = 1e-3, WarmupSteps = 3, MicrobatchTokens = 1536,
        },
        Stages = [new() { Name = "two-digits", Problems = new() { Digits = 2 }, LMax = 40, LCache = 8, PromoteAt = 1, WindowGroups = 1000 }],
        Evaluation = new() { Problems = 16, EverySteps = 0 },
        Checkpoints = new() { EverySteps = 50, Keep = 5 },
    };

    [Fact]
    public async Task Rewards_rise_and_an_adapter_goes_on_from_the_export()
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
            var before = Directory.GetFiles(folder).Select(File.ReadAllBytes).ToList();
            await ChangesAsync(service, await CompleteAsync(service, adapted), adapted);
            Assert.Equal(before, Directory.GetFiles(folder).Select(File.ReadAllBytes));
        }
        finally
        {
            warm.Delete(recursive: true);
        }
    }

    private static async Task<string> CompleteAsync(TinyService service, RunSpec spec)
    {
        var runId = await service.TrainAsync(spec);
        var run = await service.UntilAsync(runId, description => description.State == RunLifecycle.Completed, $"the run {spec.Name} completing", TimeSpan.FromMinutes(8));
        Assert.Equal([EvaluationKind.WarmStart, EvaluationKind.Final], run.Evaluations.Select(result => result.Order.Kind));
        return runId;
    }

    private static async Task ChangesAsync(TinyService service, string runId, RunSpec spec)
    {
        var (reader, leaves) = (new CheckpointReader(service.Grains, service.Store), ModelPlan.Of(spec, TimeProvider.System).TrainedLeaves);
        using var start = await reader.WeightsAsync(runId, 0, leaves, Cancellation);
        using var end = await reader.WeightsAsync(runId, 6, leaves, Cancellation);
        Assert.Equal(leaves.Sum(leaf => leaf.Length), end.Values.Length);
        Assert.All(leaves.Where(leaf => leaf.Name.EndsWith("lora_b", StringComparison.Ordinal)), leaf => Assert.All(ValuesOf(start, leaf), value => Assert.Equal(0, value)));
        Assert.All(leaves, leaf => Assert.NotEqual(ValuesOf(start, leaf), ValuesOf(end, leaf)));
    }

    private static float[] ValuesOf(WeightSnapshot weights, ParameterLeaf leaf) => weights.Values.Slice((int)leaf.Offset, (int)leaf.Length).ToArray();

    private static async Task RisesAsync(TinyService service, string runId)
    {
        var rewards = (await service.Progress(runId).StepsAsync(1, 100, Cancellation)).Select(step => step.BatchReward).ToList();
        var (first, last) = (rewards.Take(5).Average(), rewards.TakeLast(10).Average());
        Assert.True(last > first + 0.05, $"the mean reward went from {first:0.000} to {last:0.000}");
    }
}
