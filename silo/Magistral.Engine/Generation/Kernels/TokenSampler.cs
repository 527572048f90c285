using System.Runtime.Intrinsics;
using Magistral.Method.Randomness;

namespace Magistral.Engine.Generation.Kernels;

/// <summary>Draws a token from a row of logits by temperature, then top-k, then top-p.</summary>
/// <remarks>One random number a token, whatever the options. Not thread-safe: it owns scratch memory; one a lane.</remarks>
internal sealed class TokenSampler(int vocabulary)
{
    private const int Lanes = 16;

    private readonly float[] weights = new float[vocabulary];
    private readonly float[] ranked = new float[vocabulary];
    private readonly int[] tokens = new int[vocabulary];

    /// <summary>Draws a token.</summary>
    /// <param name="logits">[vocabulary].</param>
    /// <param name="request">Temperature, top-k, top-p.</param>
    /// <param name="random">The sequence's own draws.</param>
    /// <returns>The token and its log-probability under the distribution it was drawn from (greedy: the softmax at temperature 1).</returns>
    public (int Token, float LogProb) Sample(ReadOnlySpan<float> logits, SequenceRequest request, SeededRandom random)
    {
        if (request.Temperature == 0) return Greedy(logits);
        var u = random.NextDouble();
        var sum = Exponentiate(logits, 1 / request.Temperature);
        var restricted = (request.TopK > 0 && request.TopK < vocabulary) || request.TopP < 1;
        return restricted ? DrawRanked(logits, u, request.TopK, request.TopP) : Draw(u, sum);
    }

    private (int Token, float LogProb) Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var token = 1; token < logits.Length; token++)
            if (logits[token] > logits[best]) best = token;
        return (best, -MathF.Log(Exponentiate(logits, 1)));   // the likeliest weighs 1
    }

    private unsafe float Exponentiate(ReadOnlySpan<float> logits, double scale)
    {
        logits.CopyTo(weights);
        fixed (float* first = weights) return HostArithmetic.Exponentiate(first, weights.Length, (float)scale, out _);
    }

    private (int Token, float LogProb) Draw(double u, float sum)
    {
        var (left, token) = (u * sum, 0);
        for (; token <= weights.Length - Lanes; token += Lanes)
        {
            double block = Vector512.Sum(Vector512.Create<float>(weights.AsSpan(token, Lanes)));
            if (left < block) break;
            left -= block;
        }

        for (; token < weights.Length && left >= weights[token]; token++) left -= weights[token];
        if (token == weights.Length) token = Likeliest();   // rounding at the very end of the range
        return (token, MathF.Log(weights[token] / sum));
    }

    private int Likeliest() => weights.AsSpan().IndexOf(1f);

    private (int Token, float LogProb) DrawRanked(ReadOnlySpan<float> logits, double u, int topK, double topP)
    {
        // By logit: likelihoods that differ may round to the same weight.
        for (var token = 0; token < weights.Length; token++) (ranked[token], tokens[token]) = (-logits[token], token);
        Array.Sort(ranked, tokens);
        var limit = topK > 0 ? Math.Min(topK, ranked.Length) : ranked.Length;
        double total = 0;
        for (var rank = 0; rank < limit; rank++) total += weights[tokens[rank]];   // what top-k leaves is the whole that top-p shares out

        var (kept, mass) = (0, 0.0);
        while (kept < limit && (kept == 0 || mass < topP * total)) mass += weights[tokens[kept++]];
        var (left, chosen) = (u * mass, 0);
        for (; chosen < kept - 1 && left >= weights[tokens[chosen]]; chosen++) left -= weights[tokens[chosen]];
        return (tokens[chosen], (float)Math.Log(weights[tokens[chosen]] / mass));
    }
}
