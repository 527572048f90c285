namespace Magistral.Method.Lengths;

/// <summary>The Kolmogorov–Smirnov distance of two samples that are known as histograms.</summary>
public static class KolmogorovSmirnov
{
    /// <summary>The greatest difference of the two cumulative distributions, 0 (alike) to 1 (apart); null while a sample is empty.</summary>
    /// <param name="first">Value and how often it was seen, ≥ 0; values may repeat.</param>
    /// <param name="second">As the first.</param>
    /// <remarks>Of values put into buckets, it is a lower bound of the distance of the values. Symmetric; pure.</remarks>
    public static double? Distance(IEnumerable<KeyValuePair<int, long>> first, IEnumerable<KeyValuePair<int, long>> second)
    {
        var (a, b) = (first.ToLookup(pair => pair.Key, pair => pair.Value), second.ToLookup(pair => pair.Key, pair => pair.Value));
        double totalA = a.Sum(values => values.Sum()), totalB = b.Sum(values => values.Sum());
        if (totalA == 0 || totalB == 0) return null;
        var (seenA, seenB, distance) = (0L, 0L, 0.0);
        foreach (var value in a.Select(values => values.Key).Union(b.Select(values => values.Key)).Order())
        {
            seenA += a[value].Sum();
            seenB += b[value].Sum();
            distance = Math.Max(distance, Math.Abs(seenA / totalA - seenB / totalB));
        }

        return distance;
    }
}
