using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads functions whose arguments stand in brackets: `\gcd(12, 18)`, `\max\{2, 7\}`, `\Re(3+2i)`, `\det\begin{pmatrix}…`.</summary>
internal sealed class NamedOperatorReader(TokenCursor cursor, OperandReader operands)
{
    /// <summary>The function of this name with its arguments, or null when the name is none of these.</summary>
    public Expression? TryRead(string name) => name switch
    {
        "gcd" => new ManyFunction(ManyKind.GreatestDivisor, Several()),
        "lcm" => new ManyFunction(ManyKind.LeastMultiple, Several()),
        "min" => new ManyFunction(ManyKind.Minimum, Several()),
        "max" => new ManyFunction(ManyKind.Maximum, Several()),
        "Re" => new Function(FunctionKind.RealPart, Single()),
        "Im" => new Function(FunctionKind.ImaginaryPart, Single()),
        "det" => Determinant(),
        _ => null,
    };

    private IReadOnlyList<Expression> Several()
    {
        RefuseSeparatedThousands();
        return Bracket() is Bracketed { Items.Count: > 1, Open: var open, Close: var close, Items: var items }
            && (open, close) is ('(', ')') or ('[', ']') or ('{', '}') && items.All(IsValue) ? items : throw cursor.Unexpected();
    }

    private Expression Single()
    {
        if (cursor.Kind == TokenKind.Name) return operands.Argument(splitNumbers: false);
        var inner = Bracket() is var read && read is Bracketed { IsSet: true, Items: [var item] } ? item : read;
        return IsValue(inner) ? inner : throw cursor.Unexpected();
    }

    /// <summary>Of a matrix; of a matrix that is only named, a name.</summary>
    private Expression Determinant()
    {
        var operand = cursor.Kind is TokenKind.Begin or TokenKind.Name ? operands.Argument(splitNumbers: false) : Bracket();
        return operand is Symbol symbol ? new Symbol("det " + symbol.Name) : new Determinant(operand);
    }

    private Expression Bracket() => cursor.Kind is TokenKind.OpenRound or TokenKind.OpenSquare or TokenKind.OpenSet or TokenKind.OpenBrace
        ? operands.Read()
        : throw cursor.Unexpected();

    private static bool IsValue(Expression expression) => expression.IsScalar()
        && !expression.Any(static node => node is PlusMinus or Constant { Kind: ConstantKind.Infinity });

    /// <summary>`\gcd(1,000, 500)` may be meant to have two arguments.</summary>
    private void RefuseSeparatedThousands()
    {
        var depth = 0;
        for (var ahead = 0; cursor.Peek(ahead) is { Kind: not TokenKind.End } token; ahead++)
        {
            if (token is { Kind: TokenKind.Number, Text: ['0', >= '0' and <= '9', ..] }) throw cursor.Unexpected();
            depth += token.Kind switch
            {
                TokenKind.OpenRound or TokenKind.OpenSquare or TokenKind.OpenSet or TokenKind.OpenBrace => 1,
                TokenKind.CloseRound or TokenKind.CloseSquare or TokenKind.CloseSet or TokenKind.CloseBrace => -1,
                _ => 0,
            };
            if (depth <= 0) return;
        }
    }
}
