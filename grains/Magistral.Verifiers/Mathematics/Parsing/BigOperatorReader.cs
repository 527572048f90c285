using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads sums and products over a range, and integrals between bounds.</summary>
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
