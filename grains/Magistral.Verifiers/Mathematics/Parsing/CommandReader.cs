using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads commands with arguments: fractions, roots, binomials, decorated symbols.</summary>
internal sealed class CommandReader(TokenCursor cursor, ValueReader values, OperandReader operands)
{
    private readonly BigOperatorReader series = new(cursor, values, operands);

    public Expression Read()
    {
        using var level = cursor.Enter();
        var token = cursor.Take();
        switch (token.Text)
        {
            case "frac":
                var numerator = operands.Argument(splitNumbers: true);
                return new Quotient(numerator, operands.Argument(splitNumbers: true));
            case "binom":
                var upper = operands.Argument(splitNumbers: true);
                return new Binomial(upper, operands.Argument(splitNumbers: true));
            case "sqrt":
                return Root();
            case "cbrt":
                return new Root(operands.Argument(splitNumbers: false), new Number(3));
            case "qdrt":
                return new Root(operands.Argument(splitNumbers: false), new Number(4));
            case "sum" or "prod":
                return series.Series(token.Text == "prod");
            case "int":
                return series.Integral();
            case "lim":
                return series.Limit();
            case "emptyset":
                return new Bracketed('{', '}', []);
            case "reals":
                return Reals();
            case "overline":
                return Overlined();
            case "decorated":
                return new Symbol("decorated " + Letters());
            case "shape":
                return new Symbol("shape " + Letters());
            default:
                throw new MathSyntaxException($"\\{token.Text} where it means nothing", token.Position);
        }
    }

    private Root Root()
    {
        Expression index = new Number(2);
        if (cursor.TryTake(TokenKind.OpenSquare))
        {
            index = values.WithFreshBars(values.Sum);
            cursor.Expect(TokenKind.CloseSquare);
        }

        return new(operands.Argument(splitNumbers: false), index);
    }

    /// <summary>ℝ, also as ℝ⁺ and without points behind a difference sign.</summary>
    private Expression Reals()
    {
        if (cursor.Kind is not (TokenKind.Caret or TokenKind.Underscore)) return new RealLine();
        cursor.Take();
        var grouped = cursor.TryTake(TokenKind.OpenBrace);
        var sign = cursor.Take().Kind;
        if (grouped) cursor.Expect(TokenKind.CloseBrace);
        Expression zero = new Number(0), infinity = new Constant(ConstantKind.Infinity);
        return sign switch
        {
            TokenKind.Plus => new Bracketed('(', ')', [zero, infinity]),
            TokenKind.Minus => new Bracketed('(', ')', [new Negation(infinity), zero]),
            _ => throw cursor.Unexpected(),
        };
    }

    /// <summary>A bar over letters is part of a name; over a complex number it is the conjugate. Digits may be meant to repeat, and a letter may be complex itself.</summary>
    private Expression Overlined()
    {
        for (var ahead = 1; cursor.Kind == TokenKind.OpenBrace; ahead++)
        {
            var kind = cursor.Peek(ahead).Kind;
            if (kind == TokenKind.CloseBrace) break;
            if (kind is TokenKind.Name or TokenKind.Prime or TokenKind.Underscore or TokenKind.Word or TokenKind.Text) continue;
            var position = cursor.Current.Position;
            var value = operands.Argument(splitNumbers: false);
            var isComplex = value.IsConstant() && value.Any(static node => node is Constant { Kind: ConstantKind.ImaginaryUnit });
            return isComplex ? new Function(FunctionKind.Conjugate, value) : throw new MathSyntaxException("a bar over what is no complex number", position);
        }

        return new Symbol("decorated " + Letters());
    }

    private string Letters()
    {
        var text = "";
        if (cursor.TryTake(TokenKind.OpenBrace))
        {
            while (!cursor.TryTake(TokenKind.CloseBrace)) text += Letter();
            return text;
        }

        while (cursor.Kind is TokenKind.Name or TokenKind.Prime) text += Letter();
        return text.Length > 0 ? text : throw cursor.Unexpected();
    }

    private string Letter()
    {
        if (cursor.TryTake(TokenKind.Prime)) return "'";
        if (cursor.Kind is not (TokenKind.Name or TokenKind.Word or TokenKind.Text)) throw cursor.Unexpected();
        var name = cursor.Take().Text;
        return cursor.TryTake(TokenKind.Underscore) ? name + "_" + SubscriptReader.Read(cursor) : name;
    }

}
