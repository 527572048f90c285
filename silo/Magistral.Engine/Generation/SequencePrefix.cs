namespace Magistral.Engine.Generation;

/// <summary>The beginning of a completion that was sampled before, here or elsewhere, and is gone on with.</summary>
/// <param name="Tokens">Its tokens, as sampled.</param>
/// <param name="LogProbs">Log-probability of each token, as recorded then.</param>
/// <param name="Versions">Whose logits the tokens were sampled from, in order; the counts sum to the tokens.</param>
public sealed record SequencePrefix(int[] Tokens, float[] LogProbs, IReadOnlyList<VersionRun> Versions)
{
    /// <summary>Whether there are as many log-probabilities and versions as tokens.</summary>
    public bool IsWhole => Tokens.Length == LogProbs.Length && Tokens.Length == Versions.Sum(run => (long)run.Count) && Versions.All(run => run.Count > 0);
}
