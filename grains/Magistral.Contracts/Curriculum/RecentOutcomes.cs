using Magistral.Method.Rewards;

namespace Magistral.Contracts.Curriculum;

/// <summary>What the groups scored lately looked like, with signal or without.</summary>
/// <param name="Groups">Groups it is measured on; 0 when there are none, and then the rest means nothing.</param>
/// <param name="Axes">Mean reward by axis.</param>
/// <param name="PassRate">Share of right completions, 0 to 1.</param>
/// <param name="LengthMeanTokens">Mean length in tokens.</param>
/// <param name="LengthP95Tokens">95th percentile of the length in tokens.</param>
/// <param name="CutOffShare">Share of completions cut off at their limit, 0 to 1.</param>
/// <param name="FormatOnlyShare">Share of the groups whose variance comes from format alone, 0 to 1.</param>
[GenerateSerializer, Immutable, Alias("magistral.recent-outcomes")]
public sealed record RecentOutcomes(
    [property: Id(0)] int Groups,
    [property: Id(1)] RewardAxes Axes,
    [property: Id(2)] double PassRate,
    [property: Id(3)] double LengthMeanTokens,
    [property: Id(4)] double LengthP95Tokens,
    [property: Id(5)] double CutOffShare,
    [property: Id(6)] double FormatOnlyShare);
