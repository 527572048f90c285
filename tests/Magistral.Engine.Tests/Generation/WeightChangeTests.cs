using CsCheck;
using Magistral.Engine.Generation.Decoding;
using Magistral.Engine.Models;
using Magistral.Engine.Tests.Models;
using Magistral.Method.Generation;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class WeightChangeTests
{
    private static readonly ModelConfig Config = SmallModel.Config();

    [Fact]
    public void A_sequence_says_under_which_weights_each_token_was_sampled()
    {
        using var generator = Generations.Generator(Config, 1);
        var finished = Generations.Run(generator, [TorchGeneratorTests.Request(1, 3, 12)], step =>
        {
            if (step is 4 or 9) generator.ApplyWeights(SmallModel.Weights(Config, step, version: step));
        })[1];
        Assert.Equal([new TokenSpan(4, new(0)), new(5, new(4)), new(3, new(9))], finished.Completion.Spans);
    }

    [Fact]
    public void Weights_prepared_on_another_thread_give_the_same_tokens_as_weights_applied_in_place()
    {
        var requests = Enumerable.Range(0, 6).Select(id => TorchGeneratorTests.Request(id, 3, 30)).ToArray();
        using var inPlace = Generations.Generator(Config, 4, threads: 2);
        using var exchanged = Generations.Generator(Config, 4, threads: 2);
        var expected = Generations.Run(inPlace, requests, step =>
        {
            if (step % 5 == 4) inPlace.ApplyWeights(SmallModel.Weights(Config, step, version: step));
        });
        Thread? preparing = null;
        var found = Generations.Run(exchanged, requests, step =>
        {
            if (step % 5 == 2)
            {
                preparing = new Thread(() => exchanged.PrepareWeights(SmallModel.Weights(Config, step + 2, version: step + 2)));
                preparing.Start();
            }
            if (step % 5 != 4) return;
            preparing!.Join();
            exchanged.ApplyWeights(SmallModel.Weights(Config, step, version: step));
        });
        preparing?.Join();
        Assert.All(requests, request =>
        {
            Assert.Equal(expected[request.Id].Completion.Spans, found[request.Id].Completion.Spans);
            Assert.Equal(expected[request.Id].Completion.LogProbs, found[request.Id].Completion.LogProbs);
        });
    }

    [Fact]
    public void Weights_other_than_those_prepared_are_applied_in_place()
    {
        using var generator = Generations.Generator(Config, 1);
        generator.PrepareWeights(SmallModel.Weights(Config, 8, version: 8));
        generator.ApplyWeights(SmallModel.Weights(Config, 9, version: 9));
        using var fresh = new TorchGenerator(Config, SmallModel.Weights(Config, 9, version: 9), new() { Slots = 1, PrefillTokens = 64 });
        var request = TorchGeneratorTests.Request(1, 3, 12);
        Assert.Equal(Generations.Run(fresh, [request])[1].Completion.LogProbs, Generations.Run(generator, [request])[1].Completion.LogProbs);
    }

    [Fact]
    public void Tokens_before_a_change_are_as_without_it()
    {
        var request = TorchGeneratorTests.Request(1, 3, 20);
        using var unchanged = Generations.Generator(Config, 1);
        using var changed = Generations.Generator(Config, 1);
        var without = Generations.Run(unchanged, [request])[1];
        var with = Generations.Run(changed, [request], step => { if (step == 8) changed.ApplyWeights(SmallModel.Weights(Config, 99, version: 1)); })[1];
        Assert.Equal(without.Completion.Tokens[..8], with.Completion.Tokens[..8]);
        Assert.NotEqual(without.Completion.LogProbs[8], with.Completion.LogProbs[8]);
    }

    [Fact]
    public void The_same_weights_under_another_number_change_no_token()
    {
        var request = TorchGeneratorTests.Request(1, 3, 20);
        using var unchanged = Generations.Generator(Config, 1);
        using var changed = Generations.Generator(Config, 1);
        var without = Generations.Run(unchanged, [request])[1];
        var with = Generations.Run(changed, [request], step => changed.ApplyWeights(SmallModel.Weights(Config, 5, version: step)))[1];
        Assert.Equal(without.Completion.LogProbs, with.Completion.LogProbs);
    }

    [Fact]
    public void Changes_at_random_steps_drop_no_sequence_and_count_every_token() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 10_000]).Sample((slots, seed) =>
        {
            using var generator = Generations.Generator(Config, slots, threads: Math.Min(2, slots), prefill: 7);
            var random = new Random(seed);
            var requests = Enumerable.Range(0, 20).Select(id => TorchGeneratorTests.Request(id, random.Next(1, 9), random.Next(1, 20)) with { StopTokens = [3] }).ToArray();
            var finished = Generations.Run(generator, requests, step =>
            {
                if (random.Next(3) == 0) generator.ApplyWeights(SmallModel.Weights(Config, step, version: step + 1));
            });
            Assert.Equal(requests.Length, finished.Count);
            Assert.All(finished.Values, sequence =>
            {
                Assert.Equal(sequence.Completion.Length, sequence.Completion.Spans.Sum(span => span.Count));
                Assert.Equal(sequence.Completion.Spans.Select(span => span.Version).Distinct().Order(), sequence.Completion.Spans.Select(span => span.Version));
            });
        }, iter: 15);
}
