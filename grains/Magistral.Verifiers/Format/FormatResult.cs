namespace Magistral.Verifiers.Format;

/// <summary>What the format gate found in a response.</summary>
/// <param name="Fault">The first broken rule, or <see cref="FormatFault.None"/>.</param>
/// <param name="Thoughts">The text between the think tags; empty when they are broken.</param>
/// <param name="AnswerPart">The text after `&lt;/think&gt;`; empty when the tags are broken.</param>
/// <param name="BoxedAnswer">The inside of the last box of the answer part; null for code or when there is none.</param>
/// <param name="Code">The first tagged block of the answer part; null for mathematics or when there is none.</param>
public sealed record FormatResult(
    FormatFault Fault, string Thoughts = "", string AnswerPart = "", string? BoxedAnswer = null, CodeBlock? Code = null)
{
    /// <summary>Whether the gate passes.</summary>
    public bool Passed => Fault == FormatFault.None;
}
