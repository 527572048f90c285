using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads what stands between brackets: a grouped value, a tuple, an interval, a set.</summary>
internal static class BracketReader
{
    /// <summary>Round and square brackets, which intervals mix.</summary>
    public static Expression Round(char open, TokenCursor cursor, AnswerReader answers)
    {
        var inner = answers.List();
        var close = cursor.Take().Kind switch
        {
            TokenKind.CloseRound => ')',
            TokenKind.CloseSquare => ']',
            TokenKind.OpenSquare => ')',   // [1, 2[ leaves its end out
            _ => throw cursor.Unexpected(),
        };
        if (inner is Listing list && (open != ']' || list.Items.Count == 2)) return new Bracketed(open == ']' ? '(' : open, close, list.Items);
        return (open == '(') == (close == ')') ? inner : throw cursor.Unexpected();
    }

    public static Bracketed Angle(TokenCursor cursor, AnswerReader answers)
    {
        var inner = answers.List();
        cursor.Expect(TokenKind.CloseAngle);
        return new('<', '>', inner is Listing list ? list.Items : [inner]);
    }

    /// <summary>A set by its elements, or by a condition.</summary>
    public static Expression Set(TokenKind close, TokenCursor cursor, AnswerReader answers)
    {
        if (cursor.TryTake(close)) return new Bracketed('{', '}', []);
        var inner = answers.ListInSet();
        if (cursor.Kind is TokenKind.SuchThat or TokenKind.Bar or TokenKind.Colon)
        {
            cursor.Take();
            var condition = answers.List();
            cursor.Expect(close);
            if (inner is Symbol or Relation { Kinds: [RelationKind.ElementOf] }) return condition;
            var isForAll = condition is Relation { Kinds: [RelationKind.ElementOf], Sides: [Symbol, RealLine or Symbol] };
            return isForAll ? new Listing([inner, condition], Joiner.Comma) : throw cursor.Unexpected();   // {5k + 2 | k ∈ ℤ}
        }

        cursor.Expect(close);
        return new Bracketed('{', '}', inner is Listing list ? list.Items : [inner]);
    }

    /// <summary>Plain braces: a group in LaTeX, a set in plain notation.</summary>
    public static Expression Group(TokenCursor cursor, AnswerReader answers, ValueReader values)
    {
        if (cursor.TryTake(TokenKind.CloseBrace)) return new Bracketed('{', '}', []);
        var inner = answers.List();
        if (cursor.Current is { Kind: TokenKind.Command, Text: "choose" or "over" })
        {
            var infix = cursor.Take().Text;
            var lower = values.Sum();
            cursor.Expect(TokenKind.CloseBrace);
            return infix == "choose" ? new Binomial(inner, lower) : new Quotient(inner, lower);
        }

        cursor.Expect(TokenKind.CloseBrace);
        return inner is Listing list ? new Bracketed('{', '}', list.Items) : inner;
    }
}
