namespace Magistral.Method.Curriculum;

/// <summary>Whether a prompt group teaches anything.</summary>
public enum GroupSignal
{
    /// <summary>The rewards differ: the group is trained on.</summary>
    Signal,

    /// <summary>No signal: every completion is right.</summary>
    AllRight,

    /// <summary>No signal: every completion is wrong. A fact the model is stuck on hides here.</summary>
    AllWrong,

    /// <summary>No signal although right and wrong completions are mixed: their rewards are equal.</summary>
    AllEqual,
}
