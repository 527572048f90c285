using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Recognises answers that are words rather than a formula.</summary>
internal static class WordsReader
{
    /// <summary>The words, when every token could be prose and one of them must be.</summary>
    public static Words? TryRead(List<Token> tokens, string source)
    {
        var sure = false;
        for (var i = 0; i < tokens.Count - 1; i++)
        {
            var token = tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Word:
                case TokenKind.Text when token.Text.Length > 1:
                    sure = true;
                    break;
                case TokenKind.Text:
                case TokenKind.Name when token.Text.Length == 1 && (i > 0 || tokens[i + 1].Kind == TokenKind.Name || IsProse(tokens[i + 1])):
                case TokenKind.And or TokenKind.Or or TokenKind.Comma or TokenKind.Prime or TokenKind.Minus when i > 0:
                    break;
                default:
                    return null;
            }
        }

        return sure ? new Words(Normalise(source)) : null;
    }

    private static bool IsProse(Token token) => token.Kind is TokenKind.Word or TokenKind.Text && Units.Normalise(token.Text) is null;

    /// <summary>Whether a command only dresses words: a fraction of A and B is not the words `A, B`.</summary>
    private static bool IsMarkup(string command) => Commands.Prose.Contains(command) || Commands.TypeFaces.Contains(command) || Commands.Ignored.Contains(command);

    /// <summary>Words without case, mark-up, punctuation and doubled spaces.</summary>
    public static string Normalise(string source)
    {
        var text = new System.Text.StringBuilder(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            var character = source[i];
            if (character == '\\')
            {
                var end = i + 1;
                while (end < source.Length && char.IsAsciiLetter(source[end])) end++;
                var command = source[(i + 1)..end];
                text.Append(' ').Append(IsMarkup(command) ? "" : command).Append(' ');
                i = Math.Max(end - 1, i + 1);
            }
            else if (char.IsLetterOrDigit(character)) text.Append(char.ToLowerInvariant(character));
            else if (character is '-' or '/' or '+' or '^' or '=' or '<' or '>') text.Append(character);
            else if (character is not ('{' or '}' or '$' or '\'' or '’')) text.Append(' ');
        }

        return string.Join(' ', text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
