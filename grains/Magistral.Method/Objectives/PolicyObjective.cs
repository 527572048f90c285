namespace Magistral.Method.Objectives;

/// <summary>Every objective of the method in plain double arithmetic, with its analytic gradient.</summary>
/// <remarks>The oracle of the engine's tests: slow, plain, and independent of automatic differentiation. Deterministic, thread-safe.</remarks>
public static class PolicyObjective
{
    /// <summary>Evaluates an objective and its gradient by the log-probabilities.</summary>
    /// <param name="batch">Completions with their log-probabilities and final advantages.</param>
    /// <param name="kind">The surrogate.</param>
    /// <param name="aggregation">How token losses become one number.</param>
    /// <param name="clipLow">The ratio is held above 1 − clipLow; 0..1.</param>
    /// <param name="clipHigh">The ratio is held below 1 + clipHigh; ≥ 0.</param>
    /// <exception cref="ArgumentException">A shape or bound is wrong.</exception>
    public static ObjectiveValue Evaluate(PolicyBatch batch, ObjectiveKind kind, AggregationKind aggregation, double clipLow, double clipHigh)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Check();
        if (!(clipLow >= 0 && clipLow <= 1 && clipHigh >= 0))
            throw new ArgumentException($"the bounds {clipLow} and {clipHigh} cannot clip a ratio: use 0 ≤ clip_low ≤ 1 and clip_high ≥ 0");

        var scales = TokenScales.Of(batch, aggregation);
        var gradient = new double[batch.Rows * batch.Width];
        double loss = 0, low = 0, high = 0, kl = 0;
        for (var row = 0; row < batch.Rows; row++)
        {
            var sequence = new Sequence(batch, row);
            for (var t = 0; t < batch.Lengths[row]; t++)
            {
                var at = row * batch.Width + t;
                var ratio = kind == ObjectiveKind.Gspo ? sequence.Ratio : Math.Exp(batch.LogProbs[at] - batch.Behaviour[at]);
                var token = TokenLoss.Of(kind, ratio, batch.LogProbs[at], batch.Advantages[row], clipLow, clipHigh);
                var scale = scales[row] * (batch.Weights?[at] ?? 1);
                loss += scale * token.Loss;
                gradient[at] = scale * token.Slope;
                if (token.ClippedLow) low++;
                if (token.ClippedHigh) high++;
                kl += batch.Behaviour[at] - batch.LogProbs[at];
            }
        }

        return new(loss, low / batch.Tokens, high / batch.Tokens, kl / batch.Tokens, gradient);
    }

    private readonly struct Sequence(PolicyBatch batch, int row)
    {
        public double Ratio { get; } = Math.Exp(Enumerable.Range(row * batch.Width, batch.Lengths[row])
            .Average(at => batch.LogProbs[at] - batch.Behaviour[at]));
    }
}
