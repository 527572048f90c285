using Magistral.Method.Rewards;

namespace Magistral.Contracts.Verification;

/// <summary>How a reward by its axes travels.</summary>
[RegisterConverter]
public sealed class RewardAxesConverter : IConverter<RewardAxes, RewardAxesConverter.Wire>
{
    /// <inheritdoc/>
    public RewardAxes ConvertFromSurrogate(in Wire surrogate) => new(surrogate.Format, surrogate.Correct, surrogate.Length, surrogate.Language);

    /// <inheritdoc/>
    public Wire ConvertToSurrogate(in RewardAxes value) => new(value.Format, value.Correct, value.Length, value.Language);

    /// <summary>The axes as they are sent.</summary>
    [GenerateSerializer, Immutable, Alias("magistral.reward-axes")]
    public readonly record struct Wire([property: Id(0)] double Format, [property: Id(1)] double Correct, [property: Id(2)] double Length, [property: Id(3)] double Language);
}
