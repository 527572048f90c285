using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads a whole answer: several answers, relations and sets, down to values.</summary>
internal sealed class AnswerReader
{
    private const int MaxItems = 200;
    private readonly TokenCursor cursor;
    private readonly ValueReader values;
    private bool isInSet;   // a colon means "such that"

    private AnswerReader(List<Token> tokens)
    {
        cursor = new(tokens);
        values = new(cursor, this);
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="MathSyntaxException">It is no answer in any notation that is known.</exception>
    public static Answer Read(string text)
    {
        var tokens = Quantifiers.Fold(CompoundQuantities.Fold(Lexer.Read(text)));
        if (WordsReader.TryRead(tokens, text) is { } words) return new(KnownWords.ValueOf(words), null);
        var reader = new AnswerReader(tokens);
        if (reader.cursor.Kind == TokenKind.Equal) reader.cursor.Take();   // "= 5"
        var expression = reader.List();
        if (reader.cursor.Kind != TokenKind.End) throw reader.cursor.Unexpected();
        return new(expression, reader.values.Units.Single);
    }

    /// <summary>Items between commas and connectives; one item is returned as itself.</summary>
    public Expression List()
    {
        using var level = cursor.Enter();
        var items = new List<Expression> { Relation() };
        Joiner? joiner = null;
        while (Joiner() is { } next)
        {
            joiner = joiner is null or Expressions.Joiner.Comma ? next : joiner;
            items.Add(Relation());
            if (items.Count > MaxItems) throw new MathSyntaxException("a list beyond all use", cursor.Current.Position);
        }

        return joiner is null ? items[0] : new Listing(items, joiner.Value);
    }

    /// <summary>A list inside the braces of a set, where a colon is no ratio.</summary>
    public Expression ListInSet()
    {
        var outer = isInSet;
        isInSet = true;
        var list = values.WithBarsThatEnd(List);
        isInSet = outer;
        return list;
    }

    private Joiner? Joiner()
    {
        Joiner? joiner = null;
        while (true)
        {
            // a comma before "and" belongs to it
            if (joiner is null && (cursor.TryTake(TokenKind.Comma) || cursor.TryTake(TokenKind.Semicolon))) joiner = Expressions.Joiner.Comma;
            else if (joiner is null or Expressions.Joiner.Comma && cursor.TryTake(TokenKind.And)) joiner = Expressions.Joiner.And;
            else if (joiner is null or Expressions.Joiner.Comma && cursor.TryTake(TokenKind.Or)) joiner = Expressions.Joiner.Or;
            else return joiner;
        }
    }

    private Expression Relation()
    {
        var relation = Comparisons();
        if (cursor.Current is { Kind: TokenKind.Command, Text: "pmod" })
        {
            cursor.Take();
            return new Bracketed('m', 'm', [relation, values.Argument()]);   // x ≡ 3 (mod 7)
        }

        if (cursor.Kind != TokenKind.OpenRound || cursor.Peek() is not { Kind: TokenKind.Command, Text: "mod" }) return relation;
        cursor.Take();
        cursor.Take();
        var modulus = values.Sum();
        cursor.Expect(TokenKind.CloseRound);
        return new Bracketed('m', 'm', [relation, modulus]);
    }

    private Expression Comparisons()
    {
        if (RelationOf(cursor.Kind) == RelationKind.Approximately) cursor.Take();   // "≈ 5" is the value itself
        var first = SetLevel();
        if (RelationOf(cursor.Kind) is null) return first;
        var sides = new List<Expression> { first };
        var kinds = new List<RelationKind>();
        var isCongruence = false;
        while (RelationOf(cursor.Kind) is { } kind)
        {
            isCongruence = cursor.Take().Text == "equiv";
            kinds.Add(kind);
            sides.Add(SetLevel());
            if (kinds.Count > 20) throw cursor.Unexpected();
        }

        if (!isCongruence || sides[^1] is not ManyFunction { Kind: ManyKind.Remainder, Arguments: [var residue, var modulus] }) return new Relation(sides, kinds);
        sides[^1] = residue;
        return new Bracketed('m', 'm', [new Relation(sides, kinds), modulus]);   // x ≡ 3 mod 7
    }

    private Expression SetLevel()
    {
        var left = Ratio();
        for (var count = 0; SetOperationOf(cursor.Kind) is { } kind; count++)
        {
            if (count > 40) throw cursor.Unexpected();
            cursor.Take();
            left = new SetOperation(kind, left, Ratio());
        }

        return left;
    }

    private Expression Ratio()
    {
        var first = values.Sum();
        if (cursor.Kind != TokenKind.Colon || isInSet) return first;
        var parts = new List<Expression> { first };
        while (cursor.TryTake(TokenKind.Colon)) parts.Add(values.Sum());
        return parts.Count == 2 ? new Quotient(parts[0], parts[1]) : new Bracketed(':', ':', parts);
    }

    private static RelationKind? RelationOf(TokenKind kind) => kind switch
    {
        TokenKind.Equal => RelationKind.Equal,
        TokenKind.NotEqual => RelationKind.NotEqual,
        TokenKind.Less => RelationKind.Less,
        TokenKind.LessOrEqual => RelationKind.LessOrEqual,
        TokenKind.Greater => RelationKind.Greater,
        TokenKind.GreaterOrEqual => RelationKind.GreaterOrEqual,
        TokenKind.Approximately => RelationKind.Approximately,
        TokenKind.ElementOf => RelationKind.ElementOf,
        TokenKind.NotElementOf => RelationKind.NotElementOf,
        _ => null,
    };

    private static SetOperationKind? SetOperationOf(TokenKind kind) => kind switch
    {
        TokenKind.Union => SetOperationKind.Union,
        TokenKind.Intersection => SetOperationKind.Intersection,
        TokenKind.Difference => SetOperationKind.Difference,
        _ => null,
    };
}
