using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Tests.Training;
using Magistral.Engine.Training;
using Xunit;

namespace Magistral.Engine.Tests;

/// <summary>Tensors that nobody disposed would pile up in the thread's statistics of dispose scopes.</summary>
public sealed class MemoryTests
{
    private static readonly ModelConfig Config = SmallModel.Config();

    [Fact]
    public void Decoding_leaves_no_tensor_behind()
    {
        using var generator = new TorchGenerator(Config, SmallModel.Weights(Config, 1), new() { Slots = 4 });
        AssertFlat(round =>
        {
            for (var i = 0; i < 4; i++) generator.Add(new() { Id = i, PromptTokens = [1, 2, 3], MaxNewTokens = 10, Seed = (ulong)round });
            while (generator.LiveCount > 0) generator.Step();
            generator.ApplyWeights(SmallModel.Weights(Config, 1, round));
        });
    }

    [Fact]
    public void Training_a_policy_leaves_no_tensor_behind()
    {
        using var parameters = SmallModel.Parameters(Config, 1);
        using var trainer = new PolicyTrainer(parameters, new() { MicrobatchTokens = 60 });
        AssertFlat(round => trainer.Step(TrainingExamples.Minibatch(Config, 8, round)));
    }

    [Fact]
    public void Supervised_training_leaves_no_tensor_behind()
    {
        using var parameters = SmallModel.Parameters(Config, 1);
        using var trainer = new SupervisedTrainer(parameters, new() { Threads = 1 });
        AssertFlat(round => trainer.Step([new([1, 2], [3, 4, 5]), new([2], [1])]));
    }

    private static void AssertFlat(Action<int> round)
    {
        for (var i = 0; i < 3; i++) round(i);
        var statistics = TorchSharp.DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        for (var i = 3; i < 20; i++) round(i);
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }
}
