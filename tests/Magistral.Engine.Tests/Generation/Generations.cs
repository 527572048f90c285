using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;

namespace Magistral.Engine.Tests.Generation;

/// <summary>Runs generators to their end.</summary>
internal static class Generations
{
    /// <summary>Steps until nothing is live, adding requests as slots come free.</summary>
    public static Dictionary<long, FinishedSequence> Run(IGenerator generator, IEnumerable<SequenceRequest> requests, Action<int>? beforeStep = null)
    {
        var waiting = new Queue<SequenceRequest>(requests);
        var finished = new Dictionary<long, FinishedSequence>();
        for (var step = 0; waiting.Count > 0 || generator.LiveCount > 0; step++)
        {
            while (waiting.Count > 0 && generator.FreeSlots > 0) generator.Add(waiting.Dequeue());
            beforeStep?.Invoke(step);
            foreach (var sequence in generator.Step()) finished.Add(sequence.Id, sequence);
        }

        return finished;
    }

    /// <summary>log softmax of each completion position by the plain loops, at a temperature.</summary>
    public static double[][] Distributions(Func<int[], double[][]> logits, int[] prompt, int[] completion, double temperature = 1)
    {
        var all = logits([.. prompt, .. completion]);
        return [.. Enumerable.Range(prompt.Length - 1, completion.Length).Select(position => LogSoftmax(all[position], temperature))];
    }

    public static double[] LogSoftmax(double[] logits, double temperature)
    {
        var scaled = logits.Select(logit => logit / temperature).ToArray();
        var total = scaled.Max() + Math.Log(scaled.Sum(logit => Math.Exp(logit - scaled.Max())));
        return [.. scaled.Select(logit => logit - total)];
    }

    public static TorchGenerator Generator(ModelConfig config, int slots, int threads = 1, int prefill = 64, long seed = 5) =>
        new(config, Models.SmallModel.Weights(config, seed), new() { Slots = slots, Threads = threads, PrefillTokens = prefill });
}
