using Magistral.Method.Generation;
namespace Magistral.Engine.Generation;

/// <summary>A sampled completion.</summary>
/// <param name="Id">The request's.</param>
/// <param name="Tokens">The sampled tokens, a prefix and a stop token included.</param>
/// <param name="LogProbs">
/// Log-probability of each token in nats, under the distribution it was drawn from: after temperature, top-k and top-p.
/// Greedy tokens (temperature 0) record it under the softmax at temperature 1.
/// </param>
/// <param name="Versions">Whose logits the tokens were sampled from, in order; the counts sum to the tokens.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record FinishedSequence(long Id, int[] Tokens, float[] LogProbs, IReadOnlyList<VersionRun> Versions, FinishReason Reason);
