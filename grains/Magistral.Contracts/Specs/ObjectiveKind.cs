using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs;

/// <summary>The policy-gradient objectives (METHOD section 7).</summary>
public enum ObjectiveKind
{
    /// <summary>PPO-style clipping with a higher upper bound (arXiv 2503.14476, 2506.10910).</summary>
    [JsonStringEnumMemberName("clip_higher")] ClipHigher,

    /// <summary>Symmetric clipping, sums over a constant length (arXiv 2503.20783).</summary>
    [JsonStringEnumMemberName("dr_grpo")] DrGrpo,

    /// <summary>One ratio a sequence (arXiv 2507.18071).</summary>
    [JsonStringEnumMemberName("gspo")] Gspo,

    /// <summary>Clipped importance weight on the log-likelihood (arXiv 2506.13585).</summary>
    [JsonStringEnumMemberName("cispo")] Cispo,
}
