using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Models.Networks;
using static TorchSharp.torch;

namespace Magistral.Engine.HuggingFace;

/// <summary>Compares greedy continuations: by whole forwards without a cache, by cached decoding alone, and by cached decoding beside other rows.</summary>
internal sealed class GreedyCheck(FlatParameters parameters, ExpectedOutputs expected)
{
    private const double LogProbTolerance = 2e-4;

    public IEnumerable<ModelCheckFigure> Run()
    {
        var (tokens, logProbs) = Whole();
        yield return Compare("greedy, whole forwards", tokens);
        var alone = Decode(expected.GreedyPrompt);
        yield return Compare("greedy, cached", alone.Completion.Tokens);
        var beside = Decode([.. expected.InputIds.Zip(expected.Lengths, (row, length) => row[..length]), expected.GreedyPrompt]);
        yield return Compare("greedy, cached in a batch", beside.Completion.Tokens);
        var largest = new LargestDifference();
        for (var i = 0; i < logProbs.Length; i++) largest.Absolute(beside.Completion.LogProbs[i], logProbs[i], $"token {i}");
        yield return largest.Figure("log-probs, cached and whole", LogProbTolerance);
    }

    private (int[] Tokens, float[] LogProbs) Whole()
    {
        using var quiet = no_grad();
        using var model = new CausalLanguageModel(parameters);
        var tokens = expected.GreedyPrompt.ToList();
        var logProbs = new List<float>();
        while (logProbs.Count < expected.GreedyContinuation.Length)
        {
            using var scope = NewDisposeScope();
            var hidden = model.Hidden(tensor(tokens.Select(token => (long)token).ToArray()), tokens.Count);
            var distribution = model.Logits(hidden.narrow(0, tokens.Count - 1, 1), null).log_softmax(-1).data<float>().ToArray();
            var best = Array.IndexOf(distribution, distribution.Max());
            tokens.Add(best);
            logProbs.Add(distribution[best]);
        }

        return ([.. tokens.Skip(expected.GreedyPrompt.Length)], [.. logProbs]);
    }

    // the last prompt's continuation
    private FinishedSequence Decode(params int[][] prompts)
    {
        var count = expected.GreedyContinuation.Length;
        using var generator = new TorchGenerator(parameters, 0, new() { Slots = prompts.Length, PrefillTokens = 16 });
        for (var id = 0; id < prompts.Length; id++)
        {
            var room = parameters.Config.Context - prompts[id].Length;
            if (room > 0) generator.Add(new() { Id = id, PromptTokens = prompts[id], MaxNewTokens = Math.Min(count, room), Temperature = 0 });
        }

        FinishedSequence? last = null;
        while (generator.LiveCount > 0)
            foreach (var finished in generator.Step())
                if (finished.Id == prompts.Length - 1) last = finished;
        return last ?? throw new ModelFolderException($"the greedy prompt fills the context of {parameters.Config.Context} tokens", "use a shorter prompt");
    }

    private ModelCheckFigure Compare(string name, int[] tokens)
    {
        var wrong = Enumerable.Range(0, expected.GreedyContinuation.Length).Where(i => i >= tokens.Length || tokens[i] != expected.GreedyContinuation[i]).ToList();
        return new(name, wrong.Count, 0, "tokens", wrong.Count == 0 ? "" : $"first at token {wrong[0]}");
    }
}
