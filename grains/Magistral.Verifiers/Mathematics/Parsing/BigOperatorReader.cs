using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads sums and products over a range, integrals between bounds, and limits.</summary>
internal sealed class BigOperatorReader(TokenCursor cursor, ValueReader values, OperandReader operands)
{
    /// <summary>`\sum_{k=1}^{10} k²`: the body reaches to the next sign of a sum.</summary>
    public Series Series(bool isProduct)
    {
        cursor.Expect(TokenKind.Underscore);
        cursor.Expect(TokenKind.OpenBrace);
        var name = cursor.Kind == TokenKind.Name ? cursor.Take().Text : throw cursor.Unexpected();
        cursor.Expect(TokenKind.Equal);
        var lower = values.Sum();
        cursor.Expect(TokenKind.CloseBrace);
        cursor.Expect(TokenKind.Caret);
        var upper = operands.Argument(splitNumbers: true);
        return new(isProduct, name, lower, upper, values.Product());
    }

    /// <summary>`\lim_{x\to 0^+} x²`: the body reaches to the next sign of a sum.</summary>
    public Limit Limit()
    {
        cursor.Expect(TokenKind.Underscore);
        cursor.Expect(TokenKind.OpenBrace);
        var name = cursor.Kind == TokenKind.Name && cursor.Current.Text is not ("e" or "i" or "pi" or "infty") ? cursor.Take().Text : throw cursor.Unexpected();
        cursor.Expect(TokenKind.Arrow);
        var target = Target();
        var side = cursor.TryTake(TokenKind.Caret) ? Side() : 0;
        cursor.Expect(TokenKind.CloseBrace);
        return new(name, target, side, values.Product());
    }

    /// <summary>A target up to the sign of its side, which looks like an exponent.</summary>
    private Expression Target()
    {
        var isNegative = cursor.Kind is TokenKind.Plus or TokenKind.Minus && cursor.Take().Kind == TokenKind.Minus;
        var factors = new List<Expression> { operands.Argument(splitNumbers: false) };
        while (operands.StartsHere(barsClose: true)) factors.Add(operands.Argument(splitNumbers: false));
        Expression target = factors.Count == 1 ? factors[0] : new Product(factors);
        if (cursor.TryTake(TokenKind.Divide)) target = new Quotient(target, operands.Argument(splitNumbers: false));
        return isNegative ? new Negation(target) : target;
    }

    private int Side()
    {
        var isGroup = cursor.TryTake(TokenKind.OpenBrace);
        var side = cursor.Take().Kind switch { TokenKind.Plus => 1, TokenKind.Minus => -1, _ => throw cursor.Unexpected() };
        if (isGroup) cursor.Expect(TokenKind.CloseBrace);
        return side;
    }

    /// <summary>`\int_0^1 x² dx`: the body reaches to its `d`, which must end the value.</summary>
    public Integral Integral()
    {
        cursor.Expect(TokenKind.Underscore);
        var lower = operands.Argument(splitNumbers: true);
        cursor.Expect(TokenKind.Caret);
        var upper = operands.Argument(splitNumbers: true);
        var body = values.Sum();
        var last = body is Sum sum ? sum.Terms[^1] : body;
        if (last is not Product product || product.Factors.Count < 2 || product.Factors[^2] is not Symbol { Name: "d" } || product.Factors[^1] is not Symbol variable) throw cursor.Unexpected();
        List<Expression> factors = [.. product.Factors.SkipLast(2)];
        Expression ending = factors.Count switch { 0 => new Number(1), 1 => factors[0], _ => new Product(factors) };
        return new(variable.Name, lower, upper, body is Sum whole ? new Sum([.. whole.Terms.SkipLast(1), ending]) : ending);
    }
}
