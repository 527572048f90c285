namespace Magistral.Verifiers.Format;

/// <summary>The first rule of the format gate that a response breaks.</summary>
public enum FormatFault
{
    /// <summary>None: the gate passes.</summary>
    None,

    /// <summary>The response does not start with `&lt;think&gt;`.</summary>
    NoThinkAtStart,

    /// <summary>`&lt;/think&gt;` is missing.</summary>
    ThinkNotClosed,

    /// <summary>There is more than one `&lt;think&gt;` or `&lt;/think&gt;`.</summary>
    SeveralThinkTags,

    /// <summary>The answer part holds no `\boxed{…}` with balanced braces.</summary>
    NoBoxedAnswer,

    /// <summary>The answer part holds no closed fenced block with a language tag.</summary>
    NoTaggedCodeBlock,
}
