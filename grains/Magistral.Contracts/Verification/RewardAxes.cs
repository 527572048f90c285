namespace Magistral.Contracts.Verification;

/// <summary>A reward by its four axes, each already weighted (METHOD section 4).</summary>
/// <param name="Format">0 or the format weight.</param>
/// <param name="Correct">0 or the correctness weight.</param>
/// <param name="Length">0 down to minus the length weight.</param>
/// <param name="Language">0 or the language weight.</param>
[GenerateSerializer, Immutable, Alias("magistral.reward-axes")]
public readonly record struct RewardAxes([property: Id(0)] double Format, [property: Id(1)] double Correct, [property: Id(2)] double Length, [property: Id(3)] double Language)
{
    /// <summary>The sum of the axes: the reward.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Total => Format + Correct + Length + Language;
}
