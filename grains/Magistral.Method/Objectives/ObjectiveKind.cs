namespace Magistral.Method.Objectives;

/// <summary>The surrogate of the policy gradient.</summary>
public enum ObjectiveKind
{
    /// <summary>`clip_higher`: the clipped ratio of every token, with a higher upper bound (arXiv 2503.14476, 2506.10910).</summary>
    ClipHigher,

    /// <summary>`dr_grpo`: the same surrogate; its paper uses equal bounds, raw advantages and a constant length (arXiv 2503.20783).</summary>
    DrGrpo,

    /// <summary>`gspo`: one ratio a sequence, the geometric mean of its tokens' (arXiv 2507.18071).</summary>
    Gspo,

    /// <summary>`cispo`: the clipped ratio is a constant weight of the log-probability (arXiv 2506.13585).</summary>
    Cispo,
}
