using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads operands: numbers, symbols, brackets and groups.</summary>
internal sealed class OperandReader
{
    private readonly TokenCursor cursor;
    private readonly AnswerReader answers;
    private readonly ValueReader values;
    private readonly CommandReader commands;
    private readonly FunctionReader functions;

    public OperandReader(TokenCursor cursor, AnswerReader answers, ValueReader values)
    {
        (this.cursor, this.answers, this.values) = (cursor, answers, values);
        commands = new(cursor, values, this);
        functions = new(cursor, values, this);
    }

    /// <summary>Whether the current token starts an operand.</summary>
    /// <param name="barsClose">Whether a plain bar ends an absolute value here.</param>
    public bool StartsHere(bool barsClose) => cursor.Kind switch
    {
        TokenKind.Bar => !barsClose,
        TokenKind.OpenSquare => cursor.Peek().Kind is not (TokenKind.End or TokenKind.Union or TokenKind.Intersection or TokenKind.Difference or TokenKind.Or),
        TokenKind.Command => cursor.Current.Text is not ("choose" or "over" or "pmod" or "mod"),
        TokenKind.OpenRound => cursor.Peek() is not { Kind: TokenKind.Command, Text: "mod" },   // 3 (mod 7)
        TokenKind.Number or TokenKind.VulgarFraction or TokenKind.Name or TokenKind.Function or TokenKind.OpenBrace
            or TokenKind.OpenAbsolute or TokenKind.OpenFloor or TokenKind.OpenCeiling or TokenKind.Begin => true,
        _ => false,
    };

    public Expression Read()
    {
        var token = cursor.Current;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return NumberOrMixed();
            case TokenKind.VulgarFraction:
                return Vulgar(cursor.Take());
            case TokenKind.Name:
                cursor.Take();
                return Named(token.Text);
            case TokenKind.Text when token.Text.Length == 1:
                cursor.Take();
                return Subscripted(token.Text);
            case TokenKind.Text or TokenKind.Word:
                return Prose();
            case TokenKind.Function:
                return functions.Read();
            case TokenKind.Command:
                return commands.Read();
            case TokenKind.Begin:
                return MatrixReader.Read(cursor, answers);
            case TokenKind.Bar:
                cursor.Take();
                return Sized(values.BetweenBars(), token);
            default:
                var inside = Enclosed();
                var isInBase = token.Kind == TokenKind.OpenRound && cursor.Kind == TokenKind.Underscore && inside is Number { Value: { IsInteger: true, Sign: >= 0 } };
                return isInBase ? InBase(token with { Text = ((Number)inside).Value.ToString() }) : inside;
        }
    }

    /// <summary>An argument as LaTeX takes it: a group, or a single operand.</summary>
    /// <param name="splitNumbers">Whether a number without braces gives only its first digit.</param>
    public Expression Argument(bool splitNumbers)
    {
        if (cursor.Kind == TokenKind.Number)
            return new Number(NumberReader.Read(splitNumbers ? cursor.TakeDigit() : cursor.Take()));
        if (cursor.Kind == TokenKind.Name) return Symbol(cursor.Take().Text);
        return Read();
    }

    private Expression NumberOrMixed()
    {
        var token = cursor.Take();
        if (cursor.Kind == TokenKind.Underscore) return InBase(token);
        var number = new Number(NumberReader.Read(token));
        if (!number.Value.IsInteger) return number;
        if (cursor.Kind == TokenKind.VulgarFraction) return new Number(number.Value + ((Number)Vulgar(cursor.Take())).Value);
        if (cursor.Current is { Kind: TokenKind.Command, Text: "frac" })
        {
            var fraction = commands.Read();
            return IsProper(fraction) ? new Sum([number, fraction]) : new Product([number, fraction]);
        }

        var isPlainMixed = cursor.Current is { Kind: TokenKind.Number, SpaceBefore: true } && cursor.Peek().Kind == TokenKind.Divide
            && cursor.Peek(2).Kind == TokenKind.Number;
        if (!isPlainMixed) return number;
        var numerator = NumberReader.Read(cursor.Take());
        cursor.Take();
        var plain = new Quotient(new Number(numerator), new Number(NumberReader.Read(cursor.Take())));
        return IsProper(plain) ? new Sum([number, plain]) : throw cursor.Unexpected();
    }

    private static bool IsProper(Expression fraction) => fraction is Quotient { Numerator: Number above, Denominator: Number below }
        && above.Value is { IsInteger: true, Sign: > 0 } && below.Value.IsInteger && above.Value.CompareTo(below.Value) < 0;

    private static Number Vulgar(Token token)
    {
        var slash = token.Text.IndexOf('/', StringComparison.Ordinal);
        return new(Rational.Reduced(
            BigInteger.Parse(token.Text.AsSpan(0, slash), System.Globalization.CultureInfo.InvariantCulture),
            BigInteger.Parse(token.Text.AsSpan(slash + 1), System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>A number with its base as a subscript, such as 204_5.</summary>
    private Number InBase(Token token)
    {
        cursor.Take();
        if (Argument(splitNumbers: false) is not Number { Value: { IsInteger: true } radix } || radix.CompareTo(2) < 0 || radix.CompareTo(10) > 0)
            throw cursor.Unexpected();
        BigInteger value = 0;
        foreach (var digit in token.Text)
        {
            if (!char.IsAsciiDigit(digit) || digit - '0' >= radix.Numerator) throw new MathSyntaxException("a digit that its base has not", token.Position);
            value = value * radix.Numerator + (digit - '0');
        }

        return new(value);
    }

    private Expression Named(string name)
    {
        var constant = cursor.Kind is TokenKind.Underscore or TokenKind.Prime ? null : ConstantOf(name);
        if (constant is not null) return constant;
        var symbol = Subscripted(name);
        var isCall = name is "f" or "g" or "h" && cursor.Kind == TokenKind.OpenRound && !cursor.Current.SpaceBefore;
        if (!isCall) return symbol;
        return Enclosed() is var inside && inside is Bracketed tuple ? new Call(symbol.Name, tuple.Items) : new Call(symbol.Name, [inside]);
    }

    private static Expression Symbol(string name) => (Expression?)ConstantOf(name) ?? new Symbol(name);

    private static Constant? ConstantOf(string name) => name switch
    {
        "pi" => new(ConstantKind.Pi),
        "e" => new(ConstantKind.E),
        "i" => new(ConstantKind.ImaginaryUnit),
        "infty" => new(ConstantKind.Infinity),
        _ => null,
    };

    private Symbol Subscripted(string name)
    {
        if (cursor.TryTake(TokenKind.Underscore)) name += "_" + SubscriptReader.Read(cursor);
        while (cursor.TryTake(TokenKind.Prime)) name += "'";
        return new(name);
    }

    private Words Prose()
    {
        var words = new List<string>();
        while (cursor.Kind is TokenKind.Text or TokenKind.Word) words.Add(cursor.Take().Text);
        return new(WordsReader.Normalise(string.Join(' ', words)));
    }

    private Expression Enclosed()
    {
        var open = cursor.Take();
        return values.WithFreshBars(() => open.Kind switch
        {
            TokenKind.OpenRound => BracketReader.Round('(', cursor, answers),
            TokenKind.OpenSquare => BracketReader.Round('[', cursor, answers),
            TokenKind.CloseSquare => BracketReader.Round(']', cursor, answers),   // ]1, 2]
            TokenKind.OpenSet => BracketReader.Set(TokenKind.CloseSet, cursor, answers),
            TokenKind.OpenBrace => BracketReader.Group(cursor, answers, values),
            TokenKind.OpenAngle => BracketReader.Angle(cursor, answers),
            TokenKind.OpenAbsolute => Sized(Between(FunctionKind.Absolute, TokenKind.CloseAbsolute), open),
            TokenKind.OpenFloor => Between(FunctionKind.Floor, TokenKind.CloseFloor),
            TokenKind.OpenCeiling => Between(FunctionKind.Ceiling, TokenKind.CloseCeiling),
            _ => throw new MathSyntaxException($"an unexpected {open.Kind}", open.Position),
        });
    }

    /// <summary>What bars mean: a size, or the determinant of a matrix.</summary>
    private static Expression Sized(Function size, Token bar)
    {
        if (size.Argument is not Matrix matrix || matrix.Rows != matrix.Columns) return size;
        return matrix.Rows > 1 && bar.Text != "norm" ? new Determinant(matrix) : throw new MathSyntaxException("a norm of a matrix", bar.Position);
    }

    private Function Between(FunctionKind kind, TokenKind close)
    {
        var inner = values.Sum();
        cursor.Expect(close);
        return new(kind, inner);
    }
}
