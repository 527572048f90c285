using Magistral.Client.Runs;
using Magistral.Contracts.Curriculum;
using Magistral.Method.Lengths;

namespace Magistral.Client.Json;

/// <summary>Whether training favours short completions: the lengths of those that were trained against those of all that were scored.</summary>
internal static class LengthFigures
{
    /// <summary>Kolmogorov–Smirnov distance of the two; null before the first update.</summary>
    public static double? Distance(RunOverview overview) => KolmogorovSmirnov.Distance(Pairs(overview.Run.TrainedLengths), Pairs(overview.Curriculum.Lengths));

    private static IEnumerable<KeyValuePair<int, long>> Pairs(IEnumerable<LengthCount> counts) => counts.Select(count => KeyValuePair.Create(count.Tokens, count.Completions));
}
