using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>What a stage of the curriculum does.</summary>
public enum StageKind
{
    /// <summary>Reinforcement learning on verified problems.</summary>
    [JsonStringEnumMemberName("rl")] Rl,

    /// <summary>Supervised training on teacher traces.</summary>
    [JsonStringEnumMemberName("sft")] Sft,
}
