using Magistral.Engine.Models;
using Magistral.Engine.Tests.Generation;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Xunit;

namespace Magistral.Engine.Tests.Training;

public sealed class SupervisedTrainerTests
{
    private static readonly ModelConfig Config = SmallModel.Config();

    [Fact]
    public void The_loss_is_the_mean_cross_entropy_of_completion_tokens()
    {
        var batch = TrainingExamples.Minibatch(Config, 9, 4).Select(sequence => new Demonstration(sequence.PromptTokens, sequence.Completion.Tokens)).ToArray();
        var plain = new NaiveModel(Config, SmallModel.Values(Config, 5));
        var expected = batch.SelectMany(demonstration =>
            Generations.Distributions(plain.Logits, demonstration.PromptTokens, demonstration.CompletionTokens).Select((row, t) => -row[demonstration.CompletionTokens[t]]));
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new SupervisedTrainer(parameters, new() { MicrobatchTokens = 40 });
        Assert.Equal(expected.Average(), trainer.Step(batch).Loss, 2e-3);
    }

    [Fact]
    public void The_learning_rate_warms_up_and_falls_to_a_tenth()
    {
        using var parameters = SmallModel.Parameters(Config, 5);
        using var trainer = new SupervisedTrainer(parameters, new() { Steps = 10, WarmupSteps = 2, LearningRate = 1e-3 });
        var rates = Enumerable.Range(0, 10).Select(_ => trainer.Step([new([1], [2, 3])]).LearningRate).ToArray();
        Assert.Equal((5e-4, 1e-3, 1e-4), (rates[0], rates[1], Math.Round(rates[9], 12)));
    }

    [Fact]
    public void A_small_model_learns_to_copy()
    {
        var config = SmallModel.Config(vocabulary: 12, context: 12) with { Hidden = 64, FeedForward = 128 };
        using var parameters = FlatParameters.Create(config, 1, ComputeDevice.Cpu);
        using var trainer = new SupervisedTrainer(parameters, new() { Steps = 150, LearningRate = 1e-2, WarmupSteps = 10 });
        var random = new Random(1);
        Demonstration Copy()
        {
            var digits = Enumerable.Range(0, 4).Select(_ => random.Next(10)).ToArray();
            return new([.. digits, 10], [.. digits, 11]);
        }

        var losses = Enumerable.Range(0, 150).Select(_ => trainer.Step([.. Enumerable.Range(0, 32).Select(_ => Copy())]).Loss).ToArray();
        Assert.True(losses[^5..].Average() < 0.1, $"the loss went from {losses[0]} to {losses[^1]}");
    }
}
