namespace Magistral.Contracts.Generation;

/// <summary>What a held-out evaluation is for.</summary>
public enum EvaluationKind
{
    /// <summary>After the warm start, before RL.</summary>
    WarmStart,

    /// <summary>A point of the curve during RL.</summary>
    Curve,

    /// <summary>After the last update.</summary>
    Final,
}
