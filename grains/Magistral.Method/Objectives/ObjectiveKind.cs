using System.Text.Json.Serialization;

namespace Magistral.Method.Objectives;

/// <summary>The surrogate of the policy gradient.</summary>
public enum ObjectiveKind
{
    /// <summary>The clipped ratio of every token, with a higher upper bound (arXiv 2503.14476, 2506.10910).</summary>
    [JsonStringEnumMemberName("clip_higher")] ClipHigher,

    /// <summary>The same surrogate; its paper uses equal bounds, raw advantages and a constant length (arXiv 2503.20783).</summary>
    [JsonStringEnumMemberName("dr_grpo")] DrGrpo,

    /// <summary>One ratio a sequence, the geometric mean of its tokens' (arXiv 2507.18071).</summary>
    [JsonStringEnumMemberName("gspo")] Gspo,

    /// <summary>The clipped ratio is a constant weight of the log-probability (arXiv 2506.13585).</summary>
    [JsonStringEnumMemberName("cispo")] Cispo,
}
