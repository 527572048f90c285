namespace Magistral.Method.Curriculum;

/// <summary>What must differ within a group for it to be trained on.</summary>
public enum GroupFilter
{
    /// <summary>`reward`: the total reward.</summary>
    Reward,

    /// <summary>`correctness`: whether the answer is right.</summary>
    Correctness,
}
