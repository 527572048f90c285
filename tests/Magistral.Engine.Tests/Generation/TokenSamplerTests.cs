using CsCheck;
using Magistral.Engine.Generation;
using Magistral.Engine.Generation.Kernels;
using Magistral.Method.Randomness;
using Xunit;

namespace Magistral.Engine.Tests.Generation;

public sealed class TokenSamplerTests
{
    private static readonly Gen<float[]> Logits = Gen.Float[-6f, 6f].Array[1, 70];

    [Fact]
    public void Only_the_k_likeliest_tokens_are_drawn() => Gen.Select(Logits, Gen.Int[1, 80], Gen.Long).Sample((logits, k, seed) =>
    {
        var (token, logProb) = Draw(logits, seed, topK: k);
        var kept = Ranked(logits).Take(k).ToArray();
        Assert.True(logits[token] >= logits[kept[^1]]);
        Assert.Equal(Share(logits, kept, token, 1), Math.Exp(logProb), 1e-4);
    });

    [Fact]
    public void Only_the_nucleus_is_drawn() => Gen.Select(Logits, Gen.Double[0.05, 0.999], Gen.Double[0.3, 2], Gen.Long).Sample((logits, p, temperature, seed) =>
    {
        var (token, logProb) = Draw(logits, seed, topP: p, temperature: temperature);
        var ranked = Ranked(logits);
        int[] sizes = [NucleusSize(p - 1e-5), NucleusSize(p + 1e-5)];   // float may count a share at the very edge either way
        Assert.Contains(sizes, size => logits[token] >= logits[ranked[size - 1]]
            && Math.Abs(Share(logits, ranked[..size], token, temperature) - Math.Exp(logProb)) < 1e-4);

        int NucleusSize(double mass)
        {
            var (size, held) = (0, 0.0);
            while (size < ranked.Length && (size == 0 || held < mass)) held += Share(logits, ranked, ranked[size++], temperature);
            return size;
        }
    });

    [Fact]
    public void Unrestricted_draws_record_the_softmax() => Gen.Select(Logits, Gen.Double[0.3, 2], Gen.Long).Sample((logits, temperature, seed) =>
    {
        var (token, logProb) = Draw(logits, seed, temperature: temperature);
        Assert.Equal(Share(logits, Ranked(logits), token, temperature), Math.Exp(logProb), 1e-5);
    });

    [Theory]
    [InlineData(0, 1.0)]
    [InlineData(6, 1.0)]
    [InlineData(0, 0.9)]
    public void Frequencies_follow_the_recorded_probabilities(int topK, double topP)
    {
        float[] logits = [.. Enumerable.Range(0, 20).Select(i => MathF.Sin(i * 1.7f) * 2)];
        var sampler = new TokenSampler(logits.Length);
        var random = new SeededRandom(1, "frequencies");
        var request = Request(1, topK, topP);
        var (counts, probabilities) = (new int[logits.Length], new double[logits.Length]);
        const int Draws = 40_000;
        for (var i = 0; i < Draws; i++)
        {
            var (token, logProb) = sampler.Sample(logits, request, random);
            counts[token]++;
            probabilities[token] = Math.Exp(logProb);
        }

        Assert.All(Enumerable.Range(0, logits.Length), token => Assert.Equal(probabilities[token], (double)counts[token] / Draws, 0.015));
    }

    [Fact]
    public void Greedy_takes_the_first_of_equals() => Assert.Equal(1, Draw([0, 3, 3, 1], 1, temperature: 0).Token);

    [Fact]
    public void An_impossible_token_is_never_drawn() => Gen.Long.Sample(seed =>
        Assert.Equal(2, Draw([float.NegativeInfinity, float.NegativeInfinity, 0, float.NegativeInfinity], seed).Token));

    private static (int Token, float LogProb) Draw(float[] logits, long seed, double temperature = 1, int topK = 0, double topP = 1) =>
        new TokenSampler(logits.Length).Sample(logits, Request(temperature, topK, topP), new SeededRandom(seed, "draw"));

    private static SequenceRequest Request(double temperature, int topK, double topP) =>
        new() { Id = 1, PromptTokens = [0], MaxNewTokens = 1, Temperature = temperature, TopK = topK, TopP = topP };

    private static int[] Ranked(float[] logits) => [.. Enumerable.Range(0, logits.Length).OrderByDescending(token => logits[token])];

    private static double Share(float[] logits, int[] kept, int token, double temperature) =>
        Math.Exp(logits[token] / temperature) / kept.Sum(other => Math.Exp(logits[other] / temperature));
}
