using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads values: sums of products of powers.</summary>
internal sealed class ValueReader
{
    private readonly TokenCursor cursor;
    private readonly OperandReader operands;
    private int bars;   // open absolute values written with a plain bar

    public ValueReader(TokenCursor cursor, AnswerReader answers)
    {
        this.cursor = cursor;
        Units = new(cursor);
        operands = new(cursor, answers, this);
    }

    public UnitPhrases Units { get; }

    public Expression Sum()
    {
        using var level = cursor.Enter();
        var isSigned = cursor.Kind is TokenKind.Plus or TokenKind.Minus;
        var terms = new List<Expression> { Term() };
        while (cursor.Kind is TokenKind.Plus or TokenKind.Minus or TokenKind.PlusMinus or TokenKind.MinusPlus) terms.Add(Term());
        if (cursor.Current is { Kind: TokenKind.Command, Text: "mod" }) return Remainder(terms, isSigned);
        return terms.Count == 1 ? terms[0] : new Sum(terms);
    }

    /// <summary>`17 \bmod 5`, which must be a whole value: how far it would reach among other terms, writers do not agree.</summary>
    private ManyFunction Remainder(List<Expression> terms, bool isSigned)
    {
        if (isSigned || terms.Count > 1 || terms[0] is not { } dividend || dividend.Any(static node => node is Series or Integral)) throw cursor.Unexpected();
        cursor.Take();
        return new(ManyKind.Remainder, [dividend, Power()]);
    }

    /// <summary>What stands between two bars.</summary>
    public Function BetweenBars()
    {
        bars++;
        var inner = Sum();
        bars--;
        cursor.Expect(TokenKind.Bar);
        return new Function(FunctionKind.Absolute, inner);
    }

    /// <summary>Something in which bars open anew.</summary>
    public Expression WithFreshBars(Func<Expression> read)
    {
        var outer = bars;
        bars = 0;
        var inner = read();
        bars = outer;
        return inner;
    }

    /// <summary>Something in which a plain bar behind a value ends it, as in {x | x > 3}.</summary>
    public Expression WithBarsThatEnd(Func<Expression> read)
    {
        var outer = bars;
        bars = 1;
        var inner = read();
        bars = outer;
        return inner;
    }

    /// <summary>An argument as LaTeX takes it.</summary>
    public Expression Argument() => operands.Argument(splitNumbers: true);

    private Expression Term()
    {
        var negative = false;
        while (true)
        {
            if (cursor.TryTake(TokenKind.Minus)) negative = !negative;
            else if (!cursor.TryTake(TokenKind.Plus)) break;
        }

        if (cursor.Kind is TokenKind.PlusMinus or TokenKind.MinusPlus)
        {
            var minusFirst = cursor.Take().Kind == TokenKind.MinusPlus;
            return new PlusMinus(Product(), minusFirst != negative);
        }

        var product = Product();
        return negative ? new Negation(product) : product;
    }

    /// <summary>Factors, with what divides them and their unit.</summary>
    public Expression Product()
    {
        var above = new List<Expression> { Signed() };
        var below = new List<Expression>();
        while (true)
        {
            if (cursor.TryTake(TokenKind.Times)) above.Add(Signed());
            else if (cursor.TryTake(TokenKind.Divide)) below.Add(Signed());
            else if (Units.IsNext)
            {
                Units.Take(Combine(above, below));
                break;
            }
            else if (operands.StartsHere(bars > 0) && MayFollow(above[^1])) above.Add(Power());
            else break;
        }

        return Combine(above, below);
    }

    /// <summary>Numbers side by side are no product, except behind a factorial: 3!4!.</summary>
    private bool MayFollow(Expression factor) => cursor.Kind is not (TokenKind.Number or TokenKind.VulgarFraction)
        || factor is Function { Kind: FunctionKind.Factorial };

    private static Expression Combine(List<Expression> above, List<Expression> below)
    {
        var numerator = above.Count == 1 ? above[0] : new Product(above);
        return below.Count == 0 ? numerator : new Quotient(numerator, below.Count == 1 ? below[0] : new Product(below));
    }

    private Expression Signed()
    {
        var negative = false;
        while (cursor.Kind is TokenKind.Minus or TokenKind.Plus) negative ^= cursor.Take().Kind == TokenKind.Minus;
        var power = Power();
        return negative ? new Negation(power) : power;
    }

    /// <summary>An operand with everything that stands behind it at its own level: powers, factorials, percent and degree signs.</summary>
    public Expression Power()
    {
        using var level = cursor.Enter();
        var value = operands.Read();
        for (var count = 0; count < 20; count++)
        {
            switch (cursor.Kind)
            {
                case TokenKind.Caret:
                    value = Raised(value);
                    break;
                case TokenKind.Bang when cursor.Peek().Kind != TokenKind.Bang:
                    cursor.Take();
                    value = new Function(FunctionKind.Factorial, value);
                    break;
                case TokenKind.Percent:
                    cursor.Take();
                    value = new Quotient(value, new Number(100));
                    break;
                case TokenKind.Degree:
                    cursor.Take();
                    value = Degree(value);
                    break;
                default:
                    return value;
            }
        }

        throw cursor.Unexpected();
    }

    private Expression Raised(Expression value)
    {
        cursor.Take();
        if (cursor.TryTake(TokenKind.Degree)) return Degree(value);
        if (cursor.Kind == TokenKind.OpenBrace && cursor.Peek().Kind == TokenKind.Degree && cursor.Peek(2).Kind == TokenKind.CloseBrace)
        {
            for (var i = 0; i < 3; i++) cursor.Take();
            return Degree(value);
        }

        return new Power(value, Exponent());
    }

    private Degrees Degree(Expression value)
    {
        TemperatureScale();
        if (ArcParts(2) is { } seconds && value is Number degrees) return new(new Number(degrees.Value + seconds));
        return new(value);
    }

    /// <summary>Minutes of arc behind degrees, and seconds behind minutes, in degrees: 30° 15′ 20″.</summary>
    private Rational? ArcParts(int marks)
    {
        if (cursor.Kind != TokenKind.Number || cursor.Peek().Kind != TokenKind.Prime) return null;
        var minutes = NumberReader.Read(cursor.Take()) / 60;
        cursor.Take();
        if (cursor.Kind != TokenKind.Number || cursor.Peek().Kind != TokenKind.Prime || cursor.Peek(marks).Kind != TokenKind.Prime) return minutes;
        var seconds = NumberReader.Read(cursor.Take()) / 3600;
        cursor.Take();
        cursor.Take();
        return minutes + seconds;
    }

    private void TemperatureScale()
    {
        if (cursor.Current is { Kind: TokenKind.Name or TokenKind.Text, Text: "C" or "F" }) cursor.Take();
    }

    /// <summary>The exponent behind a caret: a group, or one operand with its sign and its own exponent.</summary>
    public Expression Exponent()
    {
        using var level = cursor.Enter();
        if (cursor.TryTake(TokenKind.Minus)) return new Negation(Exponent());
        cursor.TryTake(TokenKind.Plus);
        var value = operands.Argument(splitNumbers: false);
        return cursor.TryTake(TokenKind.Caret) ? new Power(value, Exponent()) : value;
    }
}
