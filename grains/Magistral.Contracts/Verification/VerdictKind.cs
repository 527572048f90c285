namespace Magistral.Contracts.Verification;

/// <summary>How a verifier judged one response. <see cref="Error"/> is a failure of the verifier and never a reward.</summary>
public enum VerdictKind
{
    /// <summary>The answer is right.</summary>
    Correct,

    /// <summary>The answer is wrong.</summary>
    Incorrect,

    /// <summary>The answer cannot be read.</summary>
    Unparsed,

    /// <summary>The format gate failed; nothing else was graded.</summary>
    Malformed,

    /// <summary>The verifier itself failed.</summary>
    Error,
}
