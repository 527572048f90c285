namespace Magistral.Contracts.Specs.Rules;

/// <summary>The rules of batch sizes, which depend on each other: n_minibatch is a multiple of group_size and divides n_batch, and bounded staleness can fill a batch.</summary>
internal static class BatchSizeRules
{
    private const string NoSingleOne = "choose n_minibatch as a multiple of group_size, and n_batch as one of n_minibatch";

    /// <summary>The faults of the sizes of RL, or of a stage that has its own.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="stage">Index among all stages; null for the sizes of <c>rl</c>.</param>
    /// <param name="sizes">The sizes there.</param>
    public static IEnumerable<Finding> Check(RunSpec spec, int? stage, BatchSizes sizes)
    {
        var (rl, path) = (spec.Rl, stage is { } index ? $"stages[{index}]." : "rl.");
        var (minibatch, batch) = (path + "n_minibatch", path + "n_batch");
        if (sizes.NMinibatch % rl.GroupSize != 0)
            yield return new(minibatch, $"{sizes.NMinibatch} is not a multiple of group_size {rl.GroupSize}", () => Remedies.First(spec, minibatch, NoSingleOne, Settings(spec, stage, sizes)));
        if (sizes.NBatch % sizes.NMinibatch != 0)
            yield return new(minibatch, $"{sizes.NMinibatch} does not divide n_batch {sizes.NBatch}", () => RemedyOfDivision(spec, stage, sizes, minibatch));
        else if (rl.MaxStaleness >= 0 && (rl.MaxStaleness + 1L) * sizes.NMinibatch < sizes.NBatch)
            yield return new(batch, $"{sizes.NBatch} could never be filled: (max_staleness + 1) x n_minibatch is {(rl.MaxStaleness + 1L) * sizes.NMinibatch}",
                () => RemedyOfFilling(spec, batch, sizes.NBatch / sizes.NMinibatch - 1));
    }

    private static string RemedyOfDivision(RunSpec spec, int? stage, BatchSizes sizes, string path)
    {
        var divisors = Minibatches(spec, sizes).ToList();
        return divisors.Count > 0 && divisors.All(divisor => Remedies.Helps(spec, path, With(spec, stage, divisor)))
            ? $"use a divisor of {sizes.NBatch} that is a multiple of group_size {spec.Rl.GroupSize}"
            : Remedies.First(spec, path, NoSingleOne, Settings(spec, stage, sizes));
    }

    private static string RemedyOfFilling(RunSpec spec, string path, int staleness) => Remedies.First(spec, path, "lower n_batch",
        ($"raise max_staleness to {staleness} or lower n_batch", spec with { Rl = spec.Rl with { MaxStaleness = staleness } }));

    /// <summary>What one setting can mend: another n_minibatch, rather a larger one; else another group_size, rather one near.</summary>
    private static IEnumerable<(string Text, RunSpec Followed)> Settings(RunSpec spec, int? stage, BatchSizes sizes) =>
    [
        .. Minibatches(spec, sizes).OrderBy(size => size < sizes.NMinibatch).ThenBy(size => Math.Abs((long)size - sizes.NMinibatch)).Select(size => ($"use {size}", With(spec, stage, size))),
        .. Divisors(sizes.NMinibatch).OrderBy(size => Math.Abs((long)size - spec.Rl.GroupSize)).Select(size => ($"set rl.group_size to {size}", spec with { Rl = spec.Rl with { GroupSize = size } })),
    ];

    private static IEnumerable<int> Minibatches(RunSpec spec, BatchSizes sizes) => Divisors(sizes.NBatch).Where(divisor => divisor % spec.Rl.GroupSize == 0);

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(divisor => number % divisor == 0);

    private static RunSpec With(RunSpec spec, int? stage, int nMinibatch) => stage is not { } changed
        ? spec with { Rl = spec.Rl with { NMinibatch = nMinibatch } }
        : spec with { Stages = [.. spec.Stages.Select((known, index) => index == changed ? known with { NMinibatch = nMinibatch } : known)] };
}
