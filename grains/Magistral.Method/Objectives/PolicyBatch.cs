namespace Magistral.Method.Objectives;

/// <summary>A minibatch of sampled completions as a padded array, row by row.</summary>
/// <param name="Width">The padded length T in tokens, ≥ 1; also the constant length of `seq-mean-token-sum-norm`.</param>
/// <param name="Lengths">[B], completion tokens of each sequence, 1..T; what lies behind them is padding and never read.</param>
/// <param name="Behaviour">[B·T], log μ of each sampled token under the distribution it was drawn from.</param>
/// <param name="LogProbs">[B·T], log π_θ of the same tokens.</param>
/// <param name="Advantages">[B], final advantages.</param>
/// <param name="Groups">[B], the prompt group of each sequence, any numbers; null when all are of one group.</param>
/// <param name="Weights">[B·T], each token's loss is multiplied by it before aggregation; null for none.</param>
public sealed record PolicyBatch(
    int Width,
    IReadOnlyList<int> Lengths,
    IReadOnlyList<double> Behaviour,
    IReadOnlyList<double> LogProbs,
    IReadOnlyList<double> Advantages,
    IReadOnlyList<int>? Groups = null,
    IReadOnlyList<double>? Weights = null)
{
    /// <summary>Sequences in the batch.</summary>
    public int Rows => Lengths.Count;

    /// <summary>Completion tokens in the batch, without padding.</summary>
    public long Tokens => Lengths.Sum(length => (long)length);

    /// <summary>Throws unless the shapes fit together.</summary>
    /// <exception cref="ArgumentException">A shape does not fit, the batch is empty, or a length is outside 1..T.</exception>
    public void Check()
    {
        if (Rows == 0 || Width < 1) throw new ArgumentException("the batch is empty: give at least one sequence");
        if (Lengths.Any(length => length < 1 || length > Width))
            throw new ArgumentException($"a sequence has no token or more than {Width}: drop it or widen the array");
        if (Behaviour.Count != Rows * Width || LogProbs.Count != Rows * Width || (Weights is not null && Weights.Count != Rows * Width))
            throw new ArgumentException($"a token array is not {Rows} x {Width}: pad every sequence to {Width}");
        if (Advantages.Count != Rows || (Groups is not null && Groups.Count != Rows))
            throw new ArgumentException($"there are not {Rows} advantages or groups: give one a sequence");
    }
}
