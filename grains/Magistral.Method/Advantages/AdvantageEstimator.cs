namespace Magistral.Method.Advantages;

/// <summary>Turns the rewards of prompt groups into advantages.</summary>
/// <remarks>
/// arXiv 2506.10910 §2 (centre by group, normalise by minibatch), 2402.03300 (GRPO), 2503.20783 (Dr. GRPO).
/// Sums run in order and in double, so that the same rewards give the same advantages everywhere. Thread-safe, no allocation.
/// </remarks>
public static class AdvantageEstimator
{
    /// <summary>Added to every standard deviation that is divided by.</summary>
    public const double Epsilon = 1e-6;

    /// <summary>What one prompt group makes of its rewards; with <see cref="AdvantageKind.Minibatch"/> <see cref="OfMinibatch"/> follows.</summary>
    /// <param name="kind">How rewards become advantages.</param>
    /// <param name="rewards">[G], finite.</param>
    /// <param name="advantages">[G], receives the advantages; may alias <paramref name="rewards"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, G is 0, a reward is not finite, or the kind is unknown.</exception>
    public static void OfGroup(AdvantageKind kind, ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        switch (kind)
        {
            case AdvantageKind.Group: NormaliseByGroup(rewards, advantages); break;
            case AdvantageKind.Minibatch or AdvantageKind.None: CentreByGroup(rewards, advantages); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such advantage");
        }
    }

    /// <summary>What a minibatch makes of the advantages of its groups; they stay as they are unless the kind is <see cref="AdvantageKind.Minibatch"/>.</summary>
    /// <param name="kind">How rewards become advantages.</param>
    /// <param name="ofGroups">[B], what <see cref="OfGroup"/> gave for all sequences of the minibatch, finite.</param>
    /// <param name="advantages">[B], receives the result; may alias <paramref name="ofGroups"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, B is 0, a value is not finite, or the kind is unknown.</exception>
    public static void OfMinibatch(AdvantageKind kind, ReadOnlySpan<double> ofGroups, Span<double> advantages)
    {
        switch (kind)
        {
            case AdvantageKind.Minibatch: NormaliseByMinibatch(ofGroups, advantages); break;
            case AdvantageKind.Group or AdvantageKind.None:
                Check(ofGroups, advantages, nameof(ofGroups));
                ofGroups.CopyTo(advantages);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "there is no such advantage");
        }
    }

    /// <summary>Centres rewards within one prompt group, without dividing by the deviation: `Â = R − mean(R)`.</summary>
    /// <param name="rewards">[G], finite.</param>
    /// <param name="advantages">[G], receives the advantages; may alias <paramref name="rewards"/>. All equal rewards give exact zeros.</param>
    /// <exception cref="ArgumentException">The lengths differ, G is 0, or a reward is not finite.</exception>
    public static void CentreByGroup(ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        Check(rewards, advantages, nameof(rewards));
        Centre(rewards, advantages);
    }

    /// <summary>GRPO's advantages of one prompt group: `(R − mean(R)) / (std(R) + 1e-6)`, population deviation.</summary>
    /// <param name="rewards">[G], finite.</param>
    /// <param name="advantages">[G], receives the advantages; may alias <paramref name="rewards"/>. All equal rewards give exact zeros.</param>
    /// <exception cref="ArgumentException">The lengths differ, G is 0, or a reward is not finite.</exception>
    public static void NormaliseByGroup(ReadOnlySpan<double> rewards, Span<double> advantages)
    {
        Check(rewards, advantages, nameof(rewards));
        Normalise(rewards, advantages);
    }

    /// <summary>Normalises the advantages of a whole minibatch, over sequences: `(Â − mean(Â)) / (std(Â) + 1e-6)`, population deviation.</summary>
    /// <param name="centred">[B], the group-centred advantages of all sequences of the minibatch, finite.</param>
    /// <param name="advantages">[B], receives the result; may alias <paramref name="centred"/>. An all-equal minibatch gives exact zeros.</param>
    /// <exception cref="ArgumentException">The lengths differ, B is 0, or a value is not finite.</exception>
    public static void NormaliseByMinibatch(ReadOnlySpan<double> centred, Span<double> advantages)
    {
        Check(centred, advantages, nameof(centred));
        Normalise(centred, advantages);
    }

    private static void Check(ReadOnlySpan<double> values, Span<double> results, string name)
    {
        if (values.IsEmpty) throw new ArgumentException("there is no value: give at least one", name);
        if (values.Length != results.Length)
            throw new ArgumentException($"{values.Length} values cannot be written to {results.Length} places: use equal lengths", nameof(results));
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"value {i} is {values[i]}: a reward that is no number is the verifier's error, fail the group", name);
    }

    private static void Normalise(ReadOnlySpan<double> values, Span<double> results)
    {
        Centre(values, results);
        var squares = 0.0;
        foreach (var value in results) squares += value * value;
        var divisor = Math.Sqrt(squares / results.Length) + Epsilon;
        for (var i = 0; i < results.Length; i++) results[i] /= divisor;
    }

    private static void Centre(ReadOnlySpan<double> values, Span<double> results)
    {
        if (!values.ContainsAnyExcept(values[0]))
        {
            results.Clear();   // the mean of equal numbers may be off by a rounding error
            return;
        }

        var sum = 0.0;
        foreach (var value in values) sum += value;
        var mean = sum / values.Length;
        for (var i = 0; i < values.Length; i++) results[i] = values[i] - mean;
    }
}
