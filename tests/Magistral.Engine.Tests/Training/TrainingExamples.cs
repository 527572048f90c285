using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Training;
using Magistral.Method.Generation;

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
                Completion = TokenStream.Sampled(
                    SmallModel.Tokens(config, length, seed + 1000 + i), [.. Enumerable.Range(0, length).Select(_ => -(float)(1 + 4 * random.NextDouble()))], new(0)),
                Advantage = (float)(random.NextDouble() * 2 - 1),
                GroupIndex = i / 4,
            };
        })];
    }

    /// <summary>The same sequences, with what the present policy says as behaviour.</summary>
    public static TrainingSequence[] OnPolicy(PolicyTrainer trainer, TrainingSequence[] minibatch) =>
        [.. minibatch.Zip(trainer.EvaluateLogProbs(minibatch), (sequence, logProbs) => sequence with { Completion = sequence.Completion with { LogProbs = logProbs } })];
}
