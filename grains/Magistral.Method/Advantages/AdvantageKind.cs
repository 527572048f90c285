using System.Text.Json.Serialization;

namespace Magistral.Method.Advantages;

/// <summary>How rewards become advantages.</summary>
public enum AdvantageKind
{
    /// <summary>Centred by group, then normalised over the minibatch (arXiv 2506.10910).</summary>
    [JsonStringEnumMemberName("minibatch")] Minibatch,

    /// <summary>Centred and divided by the group's deviation (GRPO).</summary>
    [JsonStringEnumMemberName("group")] Group,

    /// <summary>Centred by group only (Dr. GRPO).</summary>
    [JsonStringEnumMemberName("none")] None,
}
