using System.Globalization;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads quantities of several units as one number of the first: `5 hours and 30 minutes` as (5 + 30/60) hours.</summary>
internal static class CompoundQuantities
{
    private readonly record struct Part(Token Number, Token Unit, string Dimension, int Factor, int End);

    /// <summary>The tokens with such quantities written as sums.</summary>
    public static List<Token> Fold(List<Token> tokens)
    {
        var folded = new List<Token>(tokens.Count);
        for (var at = 0; at < tokens.Count;)
        {
            var parts = Parts(tokens, at);
            if (parts.Count < 2)
            {
                folded.Add(tokens[at++]);
                continue;
            }

            Write(parts, folded);
            at = parts[^1].End;
        }

        return folded;
    }

    private static List<Part> Parts(List<Token> tokens, int at)
    {
        var parts = new List<Part>();
        while (Read(tokens, at) is { } part && (parts.Count == 0 || (part.Dimension == parts[^1].Dimension && part.Factor < parts[^1].Factor)))
        {
            parts.Add(part);
            at = part.End;
            if (tokens[at].Kind is TokenKind.And or TokenKind.Comma && parts.Count < 4) at++;
        }

        return parts;
    }

    private static Part? Read(List<Token> tokens, int at)
    {
        if (tokens[at].Kind != TokenKind.Number || tokens[at + 1].Kind is not (TokenKind.Word or TokenKind.Text)) return null;
        return Units.Normalise(tokens[at + 1].Text) is { } unit && Units.ScaleOf(unit) is var (dimension, factor)
            ? new(tokens[at], tokens[at + 1], dimension, factor, at + 2)
            : null;
    }

    private static void Write(List<Part> parts, List<Token> target)
    {
        var first = parts[0];
        Token Sign(TokenKind kind, string text = "") => new(kind, text, first.Number.Position, false);
        target.Add(Sign(TokenKind.OpenRound));
        target.Add(first.Number);
        foreach (var part in parts.Skip(1))
        {
            target.Add(Sign(TokenKind.Plus));
            target.Add(part.Number);
            target.Add(Sign(TokenKind.Divide));
            target.Add(Sign(TokenKind.Number, (first.Factor / part.Factor).ToString(CultureInfo.InvariantCulture)));
        }

        target.Add(Sign(TokenKind.CloseRound));
        target.Add(first.Unit);
    }
}
