namespace Magistral.Text.ChatTemplates.Syntax;

/// <summary>A part of a template.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; for a string its value.</param>
/// <param name="Line">Where it begins, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line)
{
    public bool Is(TokenKind kind, string text) => Kind == kind && Text == text;

    /// <summary>How errors show it.</summary>
    public string Shown => Kind switch { TokenKind.End => "the end of the template", TokenKind.BlockEnd => "%}", TokenKind.VariableEnd => "}}", TokenKind.Data => "text", _ => Text };
}
