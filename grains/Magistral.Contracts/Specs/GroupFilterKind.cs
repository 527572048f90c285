using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>What tells whether a group has signal.</summary>
public enum GroupFilterKind
{
    /// <summary>The total reward differs within the group.</summary>
    [JsonStringEnumMemberName("reward")] Reward,

    /// <summary>Some completions are right and some are wrong.</summary>
    [JsonStringEnumMemberName("correctness")] Correctness,
}
