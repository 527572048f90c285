using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;

namespace Magistral.Engine.Tests.Training;

/// <summary>Random minibatches.</summary>
internal static class TrainingExamples
{
    public static TrainingSequence[] Minibatch(ModelConfig config, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var length = random.Next(1, 15);
            return new TrainingSequence
            {
                PromptTokens = SmallModel.Tokens(config, random.Next(1, 8), seed + i),
                CompletionTokens = SmallModel.Tokens(config, length, seed + 1000 + i),
                BehaviourLogProbs = [.. Enumerable.Range(0, length).Select(_ => -(float)(1 + 4 * random.NextDouble()))],
                Advantage = (float)(random.NextDouble() * 2 - 1),
                GroupIndex = i / 4,
            };
        })];
    }

    /// <summary>The same sequences, with what the present policy says as behaviour.</summary>
    public static TrainingSequence[] OnPolicy(PolicyTrainer trainer, TrainingSequence[] minibatch) =>
        [.. minibatch.Zip(trainer.EvaluateLogProbs(minibatch), (sequence, logProbs) => sequence with { BehaviourLogProbs = logProbs })];
}
