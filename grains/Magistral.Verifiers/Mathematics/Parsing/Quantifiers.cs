using System.Collections.Frozen;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Writes what words say about a name as a relation: `where k is an integer` and `for any integer k` as `, k ∈ ℤ`.</summary>
internal static class Quantifiers
{
    private static readonly FrozenSet<string> Openings = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "where", "for", "with", "here", "for all", "for any", "for some", "for every", "for each");

    private static readonly FrozenSet<string> BeforeName = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "for integer", "for integers", "for any integer", "for all integers", "for some integer", "for every integer", "for each integer", "for an integer");

    private static readonly FrozenSet<string> BehindName = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "integer", "an integer", "is an integer", "is any integer", "is integer", "being an integer", "is an arbitrary integer");

    /// <summary>The tokens with relations for words.</summary>
    public static List<Token> Fold(List<Token> tokens)
    {
        if (!tokens.Exists(static token => token.Kind is TokenKind.Word or TokenKind.Text)) return tokens;
        var folded = new List<Token>(tokens.Count + 2);
        for (var at = 0; at < tokens.Count;)
        {
            if (at > 0 && Statement(tokens, at) is var (name, hasDomain, end))
            {
                var first = tokens[at];
                if (tokens[at - 1].Kind != TokenKind.OpenRound) folded.Add(first with { Kind = TokenKind.Comma, Text = "" });
                folded.Add(name);
                if (!hasDomain) folded.AddRange([first with { Kind = TokenKind.ElementOf, Text = "" }, first with { Kind = TokenKind.Name, Text = "set Z" }]);
                at = end;
            }
            else folded.Add(tokens[at++]);
        }

        return folded;
    }

    /// <summary>The name of a statement that begins here, whether its domain is still to come, and the index behind what was read.</summary>
    private static (Token Name, bool HasDomain, int End)? Statement(List<Token> tokens, int at)
    {
        var hasComma = tokens[at].Kind is TokenKind.Comma or TokenKind.Semicolon;
        var opening = Words(tokens, hasComma ? at + 1 : at, withLetters: false, out var place);
        if (tokens[place].Kind != TokenKind.Name) return null;
        var name = tokens[place++];
        if (Openings.Contains(opening) && tokens[place].Kind == TokenKind.ElementOf) return (name, true, place);
        if (BeforeName.Contains(opening) && IsEnd(tokens[place])) return (name, false, place);
        var introduced = opening.Length > 0 ? Openings.Contains(opening) : hasComma || tokens[at - 1].Kind == TokenKind.OpenRound;
        return introduced && BehindName.Contains(Words(tokens, place, withLetters: true, out var end)) && IsEnd(tokens[end]) ? (name, false, end) : null;
    }

    /// <summary>The words from a place on, of which `an` may have been taken for letters.</summary>
    private static string Words(List<Token> tokens, int at, bool withLetters, out int end)
    {
        const int most = 8;
        var text = "";
        for (end = at; end < at + most && (tokens[end].Kind is TokenKind.Word or TokenKind.Text || (withLetters && tokens[end].Kind == TokenKind.Name)); end++)
            text += (tokens[end].SpaceBefore && text.Length > 0 ? " " : "") + tokens[end].Text.Trim();
        return text;
    }

    private static bool IsEnd(Token token) => token.Kind is TokenKind.End or TokenKind.CloseRound or TokenKind.CloseSet;
}
