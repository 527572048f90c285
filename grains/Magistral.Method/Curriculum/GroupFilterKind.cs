using System.Text.Json.Serialization;

namespace Magistral.Method.Curriculum;

/// <summary>What must differ within a group for it to have signal.</summary>
public enum GroupFilterKind
{
    /// <summary>The total reward differs within the group.</summary>
    [JsonStringEnumMemberName("reward")] Reward,

    /// <summary>Some completions are right and some are wrong.</summary>
    [JsonStringEnumMemberName("correctness")] Correctness,
}
