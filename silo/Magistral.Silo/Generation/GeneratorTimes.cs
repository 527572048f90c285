namespace Magistral.Silo.Generation;

/// <summary>What a generator spent its time on since its first lease and until it was drained, and what came of it.</summary>
/// <param name="DecodeSeconds">Sampling rollouts.</param>
/// <param name="ThrottledSeconds">Without a sequence since the admission rule gave none.</param>
/// <param name="IdleSeconds">Without a sequence for another reason.</param>
/// <param name="EvaluationSeconds">Answering held-out problems.</param>
/// <param name="Tokens">Sampled tokens of finished rollouts.</param>
/// <param name="Sequences">Finished rollouts.</param>
public readonly record struct GeneratorTimes(
    double DecodeSeconds, double ThrottledSeconds, double IdleSeconds, double EvaluationSeconds, long Tokens, long Sequences);
