namespace Magistral.Method.Objectives;

/// <summary>The factor of a token's loss in the aggregated loss, per sequence.</summary>
/// <remarks>All counts are those of the minibatch, so that micro-batches with these factors sum to the same loss.</remarks>
public static class TokenScales
{
    /// <summary>Computes the factors.</summary>
    /// <param name="batch">The whole minibatch.</param>
    /// <param name="aggregation">How token losses become one number.</param>
    /// <returns>[B], positive; the loss is the sum over tokens of factor × token loss.</returns>
    /// <exception cref="ArgumentException">A shape does not fit.</exception>
    public static double[] Of(PolicyBatch batch, AggregationKind aggregation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        batch.Check();
        var scales = new double[batch.Rows];
        switch (aggregation)
        {
            case AggregationKind.TokenMean:
                Array.Fill(scales, 1.0 / batch.Tokens);
                break;
            case AggregationKind.SequenceMeanTokenSumNorm:
                Array.Fill(scales, 1.0 / batch.Rows / batch.Width);
                break;
            case AggregationKind.SequenceMeanTokenMean:
                for (var row = 0; row < scales.Length; row++) scales[row] = 1.0 / batch.Rows / batch.Lengths[row];
                break;
            case AggregationKind.GroupTokenMean:
                FillByGroup(batch, scales);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(aggregation), aggregation, "unknown aggregation: use one of the enumeration");
        }

        return scales;
    }

    private static void FillByGroup(PolicyBatch batch, double[] scales)
    {
        var tokens = new Dictionary<int, long>();
        for (var row = 0; row < batch.Rows; row++)
        {
            var group = batch.Groups?[row] ?? 0;
            tokens[group] = tokens.GetValueOrDefault(group) + batch.Lengths[row];
        }

        for (var row = 0; row < batch.Rows; row++) scales[row] = 1.0 / tokens.Count / tokens[batch.Groups?[row] ?? 0];
    }
}
