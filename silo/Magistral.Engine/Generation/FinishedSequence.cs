using Magistral.Method.Generation;

namespace Magistral.Engine.Generation;

/// <summary>A completion that has ended.</summary>
/// <param name="Id">The request's.</param>
/// <param name="Completion">
/// Its tokens, a prefix and a stop token included. Log-probabilities are under the distribution a token was drawn from: after temperature, top-k and top-p.
/// Greedy tokens (temperature 0) record them under the softmax at temperature 1.
/// </param>
/// <param name="Reason">Why it ended.</param>
public sealed record FinishedSequence(long Id, TokenStream Completion, FinishReason Reason);
