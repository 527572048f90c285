using Magistral.Method.Generation;
using Magistral.Method.Verification;
using Magistral.Contracts;
using Magistral.Engine.Generation;
using Magistral.Method.Randomness;

namespace Magistral.Cli.Generation;

/// <summary>Samples completions of prompts with a model, on all cores.</summary>
internal sealed class CompletionSampler(SampledModel model, SamplingOptions options)
{
    private const int MostSlots = 256;

    /// <summary>Tokens of a completion of a folder's model when nothing else limits it: each has its place in the cache beforehand.</summary>
    private const int DefaultTokens = 1024;

    /// <summary>Completions of every prompt: <c>result[prompt][sample]</c>. The same seed gives the same texts.</summary>
    /// <param name="prompts">What to complete.</param>
    /// <param name="cancellation">Ends the sampling.</param>
    /// <param name="show">Is given the text of the first completion as it comes.</param>
    public Task<SampledCompletion[][]> SampleAsync(IReadOnlyList<SampledPrompt> prompts, CancellationToken cancellation, Action<string>? show = null)
    {
        var requests = prompts.SelectMany((prompt, index) => Requests(prompt, index)).ToList();
        // the engine sets its native threads for the thread it is used from, so that must not be one of the pool
        return Task.Factory.StartNew(() => Collect(prompts.Count, requests, show, cancellation), cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private IEnumerable<SequenceRequest> Requests(SampledPrompt prompt, int index)
    {
        var tokens = prompt.Messages is { } messages ? model.Plan.Prompts.Encode(messages, TaskKind.Math) : model.Plan.Prompts.Encode(prompt.Text, TaskKind.Math);
        var room = model.Plan.Config.Context - tokens.Length;
        if (tokens.Length == 0 || room < 1)
            throw new CommandException(ExitCode.WrongUse, $"a prompt of {Counted.Of(tokens.Length, "token")} does not fit", $"the model reads 1 to {model.Plan.Config.Context - 1} of them");
        for (var sample = 0; sample < options.Count; sample++)
            yield return new()
            {
                Id = (long)index * options.Count + sample,
                PromptTokens = tokens,
                MaxNewTokens = Math.Min(room, options.MaxTokens ?? prompt.MaxTokens ?? (model.Step is null ? DefaultTokens : room)),
                StopTokens = model.Plan.StopTokens,
                Temperature = options.Temperature,
                TopP = options.TopP,
                TopK = options.TopK,
                Seed = new SeededRandom(options.Seed, "samples", index, sample).NextUInt64(),
            };
    }

    private SampledCompletion[][] Collect(int prompts, List<SequenceRequest> requests, Action<string>? show, CancellationToken cancellation)
    {
        var completions = Enumerable.Range(0, prompts).Select(_ => new SampledCompletion[options.Count]).ToArray();
        var longest = requests.Select(request => request.PromptTokens.Length + request.MaxNewTokens).DefaultIfEmpty(1).Max();
        using var engine = model.Open(longest, Math.Clamp(requests.Count, 1, MostSlots));
        var generator = engine.Generator;
        var (text, shown) = (new TokenText(model.Plan.Tokenizer), 0);
        void Show(ReadOnlySpan<int> tokens)
        {
            shown += tokens.Length;
            show?.Invoke(text.Append(tokens));
        }

        for (var next = 0; next < requests.Count || generator.LiveCount > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            while (next < requests.Count && generator.FreeSlots > 0)
                generator.Add(requests[next++]);
            foreach (var finished in generator.Step())
            {
                if (finished.Id == 0)
                    Show(finished.Completion.Tokens.AsSpan(shown));
                completions[finished.Id / options.Count][finished.Id % options.Count] = new(
                    model.Plan.Tokenizer.Decode(finished.Completion.Tokens), finished.Completion.SampledCount,
                    finished.Completion.LogProbs.Sum(logProb => (double)logProb), finished.Reason != FinishReason.Stop);
            }

            Show(generator.Sampled(0, shown).Span);
        }

        show?.Invoke(text.Finish());
        return completions;
    }
}
