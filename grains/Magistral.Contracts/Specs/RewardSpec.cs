using System.Text.Json.Serialization;
using Magistral.Method.Rewards;

namespace Magistral.Contracts.Specs;

/// <summary>The weights of the four reward axes (METHOD section 4). A failed format gate is a reward of 0, whatever they are.</summary>
[GenerateSerializer, Immutable, Alias("magistral.reward-spec")]
public sealed record RewardSpec
{
    /// <summary>Reward for the required format.</summary>
    [Id(0), Setting(Minimum = 0, Maximum = 10), Live(LiveFrom.Group)]
    public double Format { get; init; } = 0.1;

    /// <summary>Reward for a correct answer.</summary>
    [Id(1), Setting(Minimum = 0, Maximum = 10), Live(LiveFrom.Group)]
    public double Correct { get; init; } = 0.9;

    /// <summary>Maximum length penalty.</summary>
    [Id(2), Setting(Minimum = 0, Maximum = 10), Live(LiveFrom.Group)]
    public double Length { get; init; } = 0.1;

    /// <summary>Reward for using the same language in problem, reasoning and answer.</summary>
    [Id(3), Setting(Minimum = 0, Maximum = 10), Live(LiveFrom.Group)]
    public double Language { get; init; }

    /// <summary>The same as the method knows them.</summary>
    [JsonIgnore]
    public RewardWeights Weights => new(Format, Correct, Length, Language);
}
