using Magistral.Cli.Commands;
using Magistral.Engine.Generation;
using Magistral.Method.Randomness;

namespace Magistral.Cli.Generation;

/// <summary>Samples completions of prompts with a run's model, on all cores.</summary>
internal sealed class CompletionSampler(RunModel model, SamplingOptions options)
{
    private const int MostSlots = 256;

    /// <summary>Completions of every prompt: <c>result[prompt][sample]</c>. The same seed gives the same texts.</summary>
    /// <param name="prompts">Prompts, each with the most tokens of a completion where it has a limit of its own.</param>
    /// <param name="cancellation">Ends the sampling.</param>
    public Task<SampledCompletion[][]> SampleAsync(IReadOnlyList<(string Text, int? MaxTokens)> prompts, CancellationToken cancellation)
    {
        var requests = prompts.SelectMany((prompt, index) => Requests(prompt.Text, prompt.MaxTokens, index)).ToList();
        // the engine sets its native threads for the thread it is used from, so that must not be one of the pool
        return Task.Factory.StartNew(() => Collect(prompts.Count, requests, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private IEnumerable<SequenceRequest> Requests(string prompt, int? limit, int index)
    {
        var tokens = model.Tokenizer.Encode(prompt);
        var room = model.Config.Context - tokens.Length;
        if (tokens.Length == 0 || room < 1)
            throw new CommandException(ExitCode.WrongUse, $"a prompt of {tokens.Length} tokens does not fit", $"the model reads 1 to {model.Config.Context - 1} of them");
        for (var sample = 0; sample < options.Count; sample++)
            yield return new()
            {
                Id = (long)index * options.Count + sample,
                PromptTokens = tokens,
                MaxNewTokens = Math.Min(room, options.MaxTokens ?? limit ?? room),
                StopTokens = [model.Tokenizer.EndOfText],
                Temperature = options.Temperature,
                TopP = options.TopP,
                TopK = options.TopK,
                Seed = new SeededRandom(options.Seed, "samples", index, sample).NextUInt64(),
            };
    }

    private SampledCompletion[][] Collect(int prompts, List<SequenceRequest> requests, CancellationToken cancellation)
    {
        var completions = Enumerable.Range(0, prompts).Select(_ => new SampledCompletion[options.Count]).ToArray();
        var slots = Math.Clamp(requests.Count, 1, MostSlots);
        using var generator = new TorchGenerator(model.Config, model.Weights, new() { Slots = slots, Threads = Math.Min(slots, Environment.ProcessorCount) });
        for (var next = 0; next < requests.Count || generator.LiveCount > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            while (next < requests.Count && generator.FreeSlots > 0)
                generator.Add(requests[next++]);
            foreach (var finished in generator.Step())
                completions[finished.Id / options.Count][finished.Id % options.Count] = new(
                    model.Tokenizer.Decode(finished.Tokens), finished.Tokens.Length, finished.LogProbs.Sum(logProb => (double)logProb), finished.Reason != FinishReason.Stop);
        }
        return completions;
    }
}
