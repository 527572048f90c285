using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The linear modules of a layer that an adapter can change, by their names in transformers.</summary>
public enum LoraModule
{
    /// <summary>Query projection of the attention.</summary>
    [JsonStringEnumMemberName("q_proj")] Query,

    /// <summary>Key projection of the attention.</summary>
    [JsonStringEnumMemberName("k_proj")] Key,

    /// <summary>Value projection of the attention.</summary>
    [JsonStringEnumMemberName("v_proj")] Value,

    /// <summary>The attention's output.</summary>
    [JsonStringEnumMemberName("o_proj")] Output,

    /// <summary>The feed-forward layer's gate.</summary>
    [JsonStringEnumMemberName("gate_proj")] Gate,

    /// <summary>The feed-forward layer's first half.</summary>
    [JsonStringEnumMemberName("up_proj")] Up,

    /// <summary>The feed-forward layer's output.</summary>
    [JsonStringEnumMemberName("down_proj")] Down,
}
