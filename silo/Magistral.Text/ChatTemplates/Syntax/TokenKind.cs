namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>What a part of a template is.</summary>
internal enum TokenKind
{
    /// <summary>Text outside of any tag.</summary>
    Data,

    /// <summary>The beginning of a tag {% … %}.</summary>
    BlockBegin,

    /// <summary>Its end.</summary>
    BlockEnd,

    /// <summary>The beginning of a value {{ … }}.</summary>
    VariableBegin,

    /// <summary>Its end.</summary>
    VariableEnd,

    /// <summary>A name or a keyword.</summary>
    Name,

    /// <summary>A text in quotes; the token holds its value.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A number with a point or an exponent.</summary>
    Float,

    /// <summary>An operator or a bracket.</summary>
    Operator,

    /// <summary>The end of the template.</summary>
    End,
}
