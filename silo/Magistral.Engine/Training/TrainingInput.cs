using Magistral.Engine.Models;

namespace Magistral.Engine.Training;

/// <summary>Checks what is handed to a trainer before any tensor is made of it.</summary>
internal static class TrainingInput
{
    public static void Check(ModelConfig config, int index, int[] prompt, int[] completion)
    {
        if (prompt.Length == 0 || completion.Length == 0)
            throw new TrainingInputException($"sequence {index} has an empty prompt or completion", "give at least one token of each");
        if (prompt.Length + completion.Length - 1 > config.Context)
            throw new TrainingInputException(
                $"sequence {index} has {prompt.Length} + {completion.Length} tokens, the context is {config.Context}", "use a longer context or shorter sequences");
        foreach (var token in prompt.Concat(completion))
            if ((uint)token >= (uint)config.Vocabulary)
                throw new TrainingInputException($"sequence {index} holds token {token}, the vocabulary ends at {config.Vocabulary - 1}", "use the model's own tokenizer");
    }

    public static void Check(ModelConfig config, IReadOnlyList<TrainingSequence> minibatch)
    {
        for (var i = 0; i < minibatch.Count; i++)
        {
            var sequence = minibatch[i];
            var completion = sequence.Completion;
            Check(config, i, sequence.PromptTokens, completion.Tokens);
            var length = completion.Length;
            if (!completion.IsWhole || (sequence.ImportanceWeights?.Length ?? length) != length || (sequence.ProximalLogProbs?.Length ?? length) != length)
                throw new TrainingInputException($"sequence {i} has {length} completion tokens but another count of log-probabilities, weights or origins", "give one a token");
            if (completion.SampledCount == 0)
                throw new TrainingInputException($"sequence {i} has no token that the policy sampled", "drop the sequence");
            if (!float.IsFinite(sequence.Advantage) || completion.SampledMask().Zip(completion.LogProbs).Any(token => token.First && !float.IsFinite(token.Second)))
                throw new TrainingInputException($"sequence {i} has an advantage or log-probability that is not a number", "drop the sequence");
        }
    }

    public static void CheckNotEmpty(int count)
    {
        if (count == 0) throw new TrainingInputException("the minibatch is empty", "give at least one sequence");
    }
}
