using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Method.Randomness;
using Xunit;

namespace Magistral.Engine.Tests.Training;

public sealed class ReinforcementTests
{
    [Fact]
    public void A_reward_for_one_token_raises_its_share()
    {
        var config = SmallModel.Config(vocabulary: 12, context: 8);
        using var parameters = FlatParameters.Create(config, 1, ComputeDevice.Cpu);
        using var trainer = new PolicyTrainer(parameters, new() { Step = new() { LearningRate = 1e-2 } });
        using var generator = new TorchGenerator(config, parameters.Snapshot(0), new() { Slots = 64 });
        var shares = Enumerable.Range(0, 40).Select(round => Round(trainer, generator, parameters, round)).ToArray();
        Assert.True(shares[0] < 0.3 && shares[^1] > 0.9, $"the share went from {shares[0]} to {shares[^1]}");
    }

    private static double Round(PolicyTrainer trainer, TorchGenerator generator, FlatParameters parameters, int round)
    {
        for (var i = 0; i < 64; i++)
            generator.Add(new() { Id = i, PromptTokens = [i % 3], MaxNewTokens = 4, Seed = new SeededRandom(1, "bandit", round, i).NextUInt64() });
        var finished = new List<FinishedSequence>();
        while (generator.LiveCount > 0) finished.AddRange(generator.Step());
        var rewards = finished.Select(sequence => sequence.Completion.Tokens.Count(token => token == 7) / 4f).ToArray();
        var minibatch = finished.Select((sequence, i) => new TrainingSequence
        {
            PromptTokens = [(int)sequence.Id % 3],
            Completion = sequence.Completion,
            Advantage = rewards[i] - rewards.Average(),
        });
        trainer.Step([.. minibatch]);
        generator.ApplyWeights(parameters.Snapshot(round + 1));
        return rewards.Average();
    }
}
