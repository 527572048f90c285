using Magistral.Method.Rewards;
namespace Magistral.Contracts.Verification;

/// <summary>How one response was scored.</summary>
/// <param name="Verdict">The verdict; with <see cref="VerdictKind.Error"/> the axes mean nothing.</param>
/// <param name="Axes">The reward by axis.</param>
/// <param name="Detail">Why, for people: what failed or what was compared; may be empty.</param>
[GenerateSerializer, Immutable, Alias("magistral.score")]
public sealed record Score([property: Id(0)] VerdictKind Verdict, [property: Id(1)] RewardAxes Axes, [property: Id(2)] string Detail);
