namespace Magistral.Cli.Generation;

/// <summary>Rates over several completions a problem. Pure.</summary>
internal static class PassRates
{
    /// <summary>Chance that at least one of k completions, drawn without replacement from n of which some are right, is right.</summary>
    /// <param name="n">Completions, 1 or more.</param>
    /// <param name="correct">Right ones, 0 to n.</param>
    /// <param name="k">Draws, 1 to n.</param>
    /// <remarks>The unbiased estimator of arXiv 2107.03374: 1 − C(n − c, k) / C(n, k), as a product, so that nothing overflows.</remarks>
    public static double PassAtK(int n, int correct, int k)
    {
        var miss = 1.0;
        for (var i = n - correct + 1; i <= n; i++)
            miss *= Math.Max(0, 1 - (double)k / i);
        return 1 - miss;
    }

    /// <summary>Whether the answer given most often is right; of equally frequent ones the first given. Completions without an answer do not vote.</summary>
    public static bool MajorityIsRight(IEnumerable<(string? Answer, bool Correct)> votes) => votes
        .Where(vote => vote.Answer is not null)
        .GroupBy(vote => string.Concat(vote.Answer!.Where(c => !char.IsWhiteSpace(c))), StringComparer.Ordinal)
        .OrderByDescending(answers => answers.Count())
        .FirstOrDefault()?.First().Correct ?? false;

    /// <summary>Standard error of the mean of some values; 0 for fewer than two.</summary>
    public static double StandardError(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return 0;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count);
    }

    /// <summary>The numbers of draws to report: 1, 2, 4, … and n itself.</summary>
    public static IEnumerable<int> Draws(int n)
    {
        for (var k = 1; k < n; k *= 2)
            yield return k;
        yield return n;
    }
}
