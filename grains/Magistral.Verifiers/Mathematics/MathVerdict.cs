namespace Magistral.Verifiers.Mathematics;

/// <summary>The outcome of comparing an answer with a reference.</summary>
public enum MathVerdict
{
    /// <summary>Both have the same value.</summary>
    Correct,

    /// <summary>Both were read, and their values differ.</summary>
    Incorrect,

    /// <summary>The answer cannot be read, or not within the limits of effort: it is not taken for right.</summary>
    Unparsed,

    /// <summary>The reference cannot be read: no statement about the answer, never a reward.</summary>
    Error,
}
