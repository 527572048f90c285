using Magistral.Engine.Generation.Decoding;
using Magistral.Method.Generation;
using CsCheck;
using Magistral.Engine.Generation;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Engine.Weights;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class TorchGeneratorTests
{
    private static readonly ModelConfig Config = SmallModel.Config();

    private static readonly NaiveModel Plain = new(Config, SmallModel.Values(Config, 5));

    [Fact]
    public void Recorded_log_probabilities_equal_the_full_forward_whenever_sequences_join_and_leave() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 2], Gen.Int[1, 12], Gen.Int[0, 10_000]).Sample((slots, threads, prefill, seed) =>
        {
            using var generator = Generations.Generator(Config, Math.Max(slots, threads), threads, prefill);
            var random = new Random(seed);
            var requests = Enumerable.Range(0, 14).Select(id => Request(id, random.Next(1, 12), random.Next(1, 25), temperature: 0.5 + random.NextDouble())).ToArray();
            var finished = Generations.Run(generator, requests);
            Assert.All(requests, request => AssertLogProbs(request, finished[request.Id]));
        }, iter: 25);

    [Fact]
    public void Log_probabilities_are_right_with_one_key_head_of_an_odd_width()
    {
        var config = SmallModel.Config(kvHeads: 1, tied: false, headDim: 22, vocabulary: 37);
        var plain = new NaiveModel(config, SmallModel.Values(config, 5));
        using var generator = Generations.Generator(config, 3);
        var finished = Generations.Run(generator, [Request(1, 5, 20)])[1];
        var expected = Generations.Distributions(plain.Logits, Request(1, 5, 20).PromptTokens, finished.Completion.Tokens);
        Assert.All(finished.Completion.Tokens.Select((token, i) => (token, i)), at => Assert.Equal(expected[at.i][at.token], finished.Completion.LogProbs[at.i], 2e-3));
    }

    [Theory]
    [MemberData(nameof(SmallModel.Variants), MemberType = typeof(SmallModel))]
    public void Log_probabilities_of_every_variant_equal_the_full_forward(string variant)
    {
        var config = SmallModel.Variant(variant);
        var plain = new NaiveModel(config, SmallModel.Values(config, 5));
        using var generator = Generations.Generator(config, 3, prefill: 4);
        var requests = Enumerable.Range(0, 5).Select(id => Request(id, 3 + 2 * id, 25 - id)).ToArray();
        var finished = Generations.Run(generator, requests);
        Assert.All(requests, request =>
        {
            var expected = Generations.Distributions(plain.Logits, request.PromptTokens, finished[request.Id].Completion.Tokens);
            Assert.All(finished[request.Id].Completion.Tokens.Select((token, i) => (token, i)), at => Assert.Equal(expected[at.i][at.token], finished[request.Id].Completion.LogProbs[at.i], 2e-3));
        });
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("head norms, biases, window")]
    public void Bfloat16_decoding_gives_the_log_probabilities_of_bfloat16_training(string variant)
    {
        var config = SmallModel.Variant(variant);
        using var parameters = SmallModel.Parameters(config, 5);
        using var generator = new TorchGenerator(parameters, 0, new() { Slots = 2, DataType = NumberFormat.BF16 });
        var request = Request(1, 5, 20);
        var finished = Generations.Run(generator, [request])[1];
        using var trainer = new Engine.Training.PolicyTrainer(parameters, new() { Compute = new() { DataType = NumberFormat.BF16 } });
        var trained = trainer.EvaluateLogProbs([new() { PromptTokens = request.PromptTokens, Completion = finished.Completion, Advantage = 1 }])[0];
        Assert.All(trained.Zip(finished.Completion.LogProbs), pair => Assert.Equal(pair.First, pair.Second, 0.15f));
    }

    [Fact]
    public void The_same_seed_gives_the_same_tokens_in_any_company()
    {
        var request = Request(1, 6, 20);
        using var alone = Generations.Generator(Config, 1);
        using var crowd = Generations.Generator(Config, 7, threads: 2, prefill: 5);
        var others = Enumerable.Range(2, 20).Select(id => Request(id, id % 9 + 1, id % 13 + 1));
        var expected = Generations.Run(alone, [request])[1].Completion.Tokens;
        Assert.Equal(expected, Generations.Run(crowd, [.. others.Take(9), request, .. others.Skip(9)])[1].Completion.Tokens);
    }

    [Fact]
    public void Other_seeds_give_other_tokens()
    {
        using var generator = Generations.Generator(Config, 2);
        var finished = Generations.Run(generator, [Request(1, 6, 20), Request(2, 6, 20) with { PromptTokens = Request(1, 6, 20).PromptTokens }]);
        Assert.NotEqual(finished[1].Completion.Tokens, finished[2].Completion.Tokens);
    }

    [Fact]
    public void Greedy_takes_the_likeliest_token_and_records_it_at_temperature_one()
    {
        using var generator = Generations.Generator(Config, 2);
        var request = Request(1, 4, 12, temperature: 0);
        var finished = Generations.Run(generator, [request])[1];
        var expected = Generations.Distributions(Plain.Logits, request.PromptTokens, finished.Completion.Tokens);
        Assert.All(finished.Completion.Tokens.Select((token, i) => (token, i)), at =>
        {
            Assert.Equal(expected[at.i].Max(), expected[at.i][at.token], 2e-3);
            Assert.Equal(expected[at.i][at.token], finished.Completion.LogProbs[at.i], 2e-3);
        });
    }

    [Fact]
    public void A_stop_token_ends_the_sequence_and_is_its_last_token()
    {
        using var generator = Generations.Generator(Config, 4);
        var requests = Enumerable.Range(0, 40).Select(id => Request(id, 3, 30) with { StopTokens = [4, 7] });
        Assert.All(Generations.Run(generator, requests).Values, finished =>
        {
            Assert.DoesNotContain(finished.Completion.Tokens[..^1], token => token is 4 or 7);
            Assert.Equal(finished.Completion.Tokens[^1] is 4 or 7 ? FinishReason.Stop : FinishReason.Length, finished.Reason);
            Assert.True(finished.Reason == FinishReason.Stop || finished.Completion.Tokens.Length == 30);
        });
    }

    [Fact]
    public void A_cancelled_sequence_is_delivered_with_what_it_has_and_leaves_its_slot()
    {
        using var generator = Generations.Generator(Config, 1);
        generator.Add(Request(1, 3, 30));
        for (var step = 0; step < 5; step++) generator.Step();
        Assert.True(generator.Cancel(1));
        var finished = generator.Step().Single();
        Assert.Equal((FinishReason.Cancelled, 5, 1), (finished.Reason, finished.Completion.Tokens.Length, generator.FreeSlots));
    }

    [Fact]
    public void A_cancelled_token_ends_its_sequence_alone()
    {
        using var source = new CancellationTokenSource();
        using var generator = Generations.Generator(Config, 4);
        var finished = Generations.Run(
            generator,
            [Request(1, 3, 20) with { Cancellation = source.Token }, Request(2, 3, 20)],
            step => { if (step == 4) source.Cancel(); });
        Assert.Equal((FinishReason.Cancelled, FinishReason.Length), (finished[1].Reason, finished[2].Reason));
    }

    [Fact]
    public void A_slot_that_was_used_before_gives_the_same_as_a_fresh_one()
    {
        using var generator = Generations.Generator(Config, 1);
        var finished = Generations.Run(generator, [Request(1, 12, 25), Request(2, 3, 20)]);
        using var fresh = Generations.Generator(Config, 1);
        Assert.Equal(Generations.Run(fresh, [Request(2, 3, 20)])[2].Completion.Tokens, finished[2].Completion.Tokens);
    }

    [Fact]
    public void Cancelling_what_is_not_live_says_so()
    {
        using var generator = Generations.Generator(Config, 1);
        Assert.False(generator.Cancel(9));
    }

    [Theory]
    [InlineData(0, 5, "empty prompt")]
    [InlineData(5, 0, "may sample 0 tokens")]
    [InlineData(20, 21, "the context is 40")]
    public void A_request_that_cannot_be_sampled_is_refused(int prompt, int newTokens, string what)
    {
        using var generator = Generations.Generator(Config, 1);
        var error = Assert.Throws<SequenceRequestException>(() => generator.Add(Request(1, prompt, newTokens)));
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_without_a_free_slot_is_refused()
    {
        using var generator = Generations.Generator(Config, 1);
        generator.Add(Request(1, 3, 3));
        Assert.Throws<SequenceRequestException>(() => generator.Add(Request(2, 3, 3)));
    }

    [Fact]
    public void An_id_that_is_live_is_refused()
    {
        using var generator = Generations.Generator(Config, 2);
        generator.Add(Request(1, 3, 3));
        Assert.Throws<SequenceRequestException>(() => generator.Add(Request(1, 3, 3)));
    }

    [Fact]
    public void Weights_of_another_model_are_refused_and_the_old_ones_stay()
    {
        using var generator = Generations.Generator(Config, 1);
        Assert.Throws<WeightShapeException>(() => generator.ApplyWeights(new(3, new float[7])));
        Assert.Equal(0, generator.WeightsVersion);
    }

    internal static SequenceRequest Request(int id, int prompt, int newTokens, double temperature = 1) => new()
    {
        Id = id,
        PromptTokens = SmallModel.Tokens(Config, prompt, seed: 100 + id),
        MaxNewTokens = newTokens,
        Temperature = temperature,
        Seed = (ulong)id,
    };

    private static void AssertLogProbs(SequenceRequest request, FinishedSequence finished)
    {
        var expected = Generations.Distributions(Plain.Logits, request.PromptTokens, finished.Completion.Tokens, request.Temperature);
        Assert.Equal(request.MaxNewTokens, finished.Completion.Tokens.Length);
        for (var i = 0; i < finished.Completion.Tokens.Length; i++) Assert.Equal(expected[i][finished.Completion.Tokens[i]], finished.Completion.LogProbs[i], 5e-3);
    }
}
