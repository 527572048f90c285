using Magistral.Engine.Generation.Decoding;
using Magistral.Method.Generation;
using CsCheck;
using Magistral.Engine.Generation;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class ResumedSequenceTests
{
    private static readonly ModelConfig Config = SmallModel.Config(context: 96);

    private static readonly NaiveModel Plain = new(Config, SmallModel.Values(Config, 5));

    [Fact]
    public void A_generator_that_is_killed_at_any_moment_loses_at_most_the_gap_and_another_ends_its_sequences_as_it_would_have() =>
        Gen.Select(Gen.Int[0, 70], Gen.Int[1, 20], Gen.Int[1, 9], Gen.Int[0, 10_000]).Sample((killedAt, gap, prefill, seed) =>
        {
            var requests = Enumerable.Range(0, 6).Select(id => Request(id, 3 + id, 30 + 8 * id, seed)).ToArray();
            using var undisturbed = Generations.Generator(Config, 6);
            var expected = Generations.Run(undisturbed, requests);
            var (finished, journal, lost) = Killed(requests, killedAt, gap);
            Assert.InRange(lost, 0, gap * requests.Length);

            using var other = Generations.Generator(Config, 3, prefill: prefill);
            var rest = requests.Where(request => !finished.ContainsKey(request.Id));
            foreach (var (id, sequence) in Generations.Run(other, rest.Select(request => request with { Prefix = journal.GetValueOrDefault(request.Id) })))
                finished.Add(id, sequence);
            Assert.All(requests, request => AssertSame(request, expected[request.Id], finished[request.Id]));
        }, iter: 40);

    [Fact]
    public void A_completion_that_was_gone_on_with_has_the_versions_of_both_weights()
    {
        using var first = Generations.Generator(Config, 1);
        var request = Request(1, 4, 30, 7) with { StopTokens = [] };
        first.Add(request);
        for (var step = 0; step < 12; step++) first.Step();
        using var second = new TorchGenerator(Config, SmallModel.Weights(Config, 6, version: 3), new() { Slots = 2 });
        var finished = Generations.Run(second, [request with { Prefix = first.TakeProgress(1).Single().Completion }])[1];
        Assert.Equal([new TokenSpan(12, new(0)), new TokenSpan(18, new(3))], finished.Completion.Spans);
    }

    [Fact]
    public void A_prefix_that_had_ended_already_ends_at_once_with_its_reason()
    {
        using var generator = Generations.Generator(Config, 2);
        var ended = TokenStream.Sampled([3, 5], [-1f, -2f], new(0));
        generator.Add(Request(1, 4, 30, 7) with { StopTokens = [5], Prefix = ended });
        generator.Add(Request(2, 4, 2, 7) with { Prefix = ended });
        var finished = generator.Step().ToDictionary(sequence => sequence.Id);
        Assert.Equal((FinishReason.Stop, FinishReason.Length), (finished[1].Reason, finished[2].Reason));
        Assert.All(finished.Values, sequence => Assert.Equal(ended, sequence.Completion));
    }

    [Fact]
    public void Given_tokens_of_a_prefix_are_read_and_neither_draw_nor_stop()
    {
        using var generator = Generations.Generator(Config, 2);
        var request = Request(1, 4, 30, 7) with { StopTokens = [] };
        var whole = Generations.Run(generator, [request])[1].Completion;
        var mixed = whole.Slice(0, 6).Append(TokenStream.Given([2, 2]));
        var finished = Generations.Run(generator, [request with { Id = 2, Prefix = mixed, StopTokens = [2] }])[2];
        Assert.Equal(mixed, finished.Completion.Slice(0, 8));
        Assert.True(finished.Completion.Length > 8);
        Assert.Equal(finished.Completion.Length - 2, finished.Completion.SampledCount);
        var computed = Generations.Distributions(Plain.Logits, request.PromptTokens, finished.Completion.Tokens);
        for (var i = 8; i < finished.Completion.Length; i++) Assert.Equal(computed[i][finished.Completion.Tokens[i]], finished.Completion.LogProbs[i], 1e-3);
    }

    [Fact]
    public void What_was_copied_is_copied_again_only_when_it_grew_enough()
    {
        using var generator = Generations.Generator(Config, 1);
        generator.Add(Request(1, 4, 30, 7) with { StopTokens = [] });
        for (var step = 0; step < 9; step++) generator.Step();
        Assert.Empty(generator.TakeProgress(10));
        Assert.Equal(9, Assert.Single(generator.TakeProgress(9)).Completion.Length);
        Assert.Empty(generator.TakeProgress(1));
        generator.Step();
        Assert.Equal(10, Assert.Single(generator.TakeProgress(1)).Completion.Length);
    }

    [Theory]
    [InlineData(3, 2, 3, "differ in number")]
    [InlineData(3, 3, 2, "differ in number")]
    [InlineData(31, 31, 31, "begins with 31 tokens and may have 30")]
    public void A_prefix_that_cannot_be_gone_on_with_is_refused(int tokens, int logProbs, int versions, string what)
    {
        using var generator = Generations.Generator(Config, 1);
        var prefix = new TokenStream(new int[tokens], new float[logProbs], [new(versions, new(0))]);
        var error = Assert.Throws<SequenceRequestException>(() => generator.Add(Request(1, 4, 30, 7) with { Prefix = prefix }));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Decodes with a journal and stops in the middle.</summary>
    private static (Dictionary<long, FinishedSequence> Finished, Dictionary<long, TokenStream> Journal, int Lost) Killed(
        IEnumerable<SequenceRequest> requests, int steps, int gap)
    {
        using var generator = Generations.Generator(Config, 6);
        var (finished, journal) = (new Dictionary<long, FinishedSequence>(), new Dictionary<long, TokenStream>());
        foreach (var request in requests) generator.Add(request);
        for (var step = 0; step < steps; step++)
        {
            foreach (var sequence in generator.Step()) finished.Add(sequence.Id, sequence);
            foreach (var progress in generator.TakeProgress(gap)) journal[progress.Id] = progress.Completion;
        }

        var lost = generator.TakeProgress(1).Sum(progress => progress.Completion.Length - (journal.GetValueOrDefault(progress.Id)?.Length ?? 0));
        return (finished, journal, lost);
    }

    private static void AssertSame(SequenceRequest request, FinishedSequence expected, FinishedSequence finished)
    {
        Assert.Equal(expected.Completion.Tokens, finished.Completion.Tokens);
        Assert.Equal(expected.Reason, finished.Reason);
        Assert.True(finished.Completion.IsWhole);
        Assert.Equal(finished.Completion.Length, finished.Completion.Spans.Sum(span => span.Count));
        var computed = Generations.Distributions(Plain.Logits, request.PromptTokens, finished.Completion.Tokens);
        for (var i = 0; i < finished.Completion.Tokens.Length; i++) Assert.Equal(computed[i][finished.Completion.Tokens[i]], finished.Completion.LogProbs[i], 1e-3);
    }

    private static SequenceRequest Request(int id, int prompt, int newTokens, int seed) => new()
    {
        Id = id,
        PromptTokens = SmallModel.Tokens(Config, prompt, seed: 100 + id),
        MaxNewTokens = newTokens,
        StopTokens = [2],
        Seed = (ulong)(seed + id),
    };
}
