using Magistral.Contracts.Curriculum;
using Magistral.Method.Lengths;

namespace Magistral.Grains.Curriculum;

/// <summary>Lengths of completions as counts by bucket.</summary>
public static class LengthCounts
{
    /// <summary>Counts lengths, by rising bucket.</summary>
    public static IReadOnlyList<LengthCount> Of(IEnumerable<int> tokens) =>
        [.. tokens.GroupBy(LengthBuckets.Of).Select(bucket => new LengthCount(bucket.Key, bucket.Count())).OrderBy(count => count.Tokens)];

    /// <summary>Adds the counts of two histograms of completion lengths.</summary>
    public static IReadOnlyList<LengthCount> Merge(IReadOnlyList<LengthCount> first, IReadOnlyList<LengthCount> second) =>
        [.. first.Concat(second).GroupBy(count => count.Tokens).Select(bucket => new LengthCount(bucket.Key, bucket.Sum(count => count.Completions))).OrderBy(count => count.Tokens)];
}
