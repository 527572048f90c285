namespace Magistral.Engine.Generation;

/// <summary>A token that was drawn from logits.</summary>
/// <param name="Token">The token.</param>
/// <param name="LogProb">Its log-probability in nats, under the distribution it was drawn from (greedy: the softmax at temperature 1).</param>
internal readonly record struct DrawnToken(int Token, float LogProb);
