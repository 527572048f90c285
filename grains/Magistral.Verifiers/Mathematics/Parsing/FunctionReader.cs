using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Reads a function with its power, base and argument, as it is written by hand: `\sin^2 2x`, `\log_2 5`, `\ln(x+1)`.</summary>
internal sealed class FunctionReader(TokenCursor cursor, ValueReader values, OperandReader operands)
{
    private readonly NamedOperatorReader operators = new(cursor, operands);

    public Expression Read()
    {
        using var level = cursor.Enter();
        var name = cursor.Take().Text;
        if (operators.TryRead(name) is { } value) return value;
        Expression? logBase = null, exponent = null;
        for (var scripts = 0; scripts < 2; scripts++)
        {
            if (logBase is null && cursor.TryTake(TokenKind.Underscore)) logBase = operands.Argument(splitNumbers: false);
            else if (exponent is null && cursor.TryTake(TokenKind.Caret)) exponent = values.Exponent();
        }

        if (logBase is not null && name != "log") throw cursor.Unexpected();
        var isInverse = exponent is Negation { Operand: Number { Value.IsOne: true } };
        if (isInverse) name = "arc" + name;
        var argument = Argument();
        var result = Apply(name, argument, logBase);
        return exponent is null || isInverse ? result : new Power(result, exponent);
    }

    private Expression Apply(string name, Expression argument, Expression? logBase) => name switch
    {
        "exp" => new Power(new Constant(ConstantKind.E), argument),
        "log" => new Logarithm(argument, logBase),
        "coth" => new Quotient(new Function(FunctionKind.Cosh, argument), new Function(FunctionKind.Sinh, argument)),
        "sech" => new Quotient(new Number(1), new Function(FunctionKind.Cosh, argument)),
        "csch" => new Quotient(new Number(1), new Function(FunctionKind.Sinh, argument)),
        "cis" => new Sum([new Function(FunctionKind.Cos, argument), new Product([new Constant(ConstantKind.ImaginaryUnit), new Function(FunctionKind.Sin, argument)])]),
        "lg" => new Logarithm(argument, new Number(10)),
        _ => new Function(Kind(name), argument),
    };

    private FunctionKind Kind(string name) => name switch
    {
        "sin" => FunctionKind.Sin,
        "cos" => FunctionKind.Cos,
        "tan" => FunctionKind.Tan,
        "cot" => FunctionKind.Cot,
        "sec" => FunctionKind.Sec,
        "csc" => FunctionKind.Csc,
        "arcsin" => FunctionKind.Arcsin,
        "arccos" => FunctionKind.Arccos,
        "arctan" => FunctionKind.Arctan,
        "sinh" => FunctionKind.Sinh,
        "cosh" => FunctionKind.Cosh,
        "tanh" => FunctionKind.Tanh,
        "ln" => FunctionKind.Ln,
        "abs" => FunctionKind.Absolute,
        "floor" => FunctionKind.Floor,
        "ceil" => FunctionKind.Ceiling,
        _ => throw cursor.Unexpected(),
    };

    /// <summary>A bracketed argument ends at its bracket; a bare one is a run of factors up to a sign, bracket or another function.</summary>
    private Expression Argument()
    {
        if (cursor.Kind is TokenKind.OpenRound or TokenKind.OpenSquare or TokenKind.OpenBrace or TokenKind.OpenAbsolute or TokenKind.Bar
            or TokenKind.Function) return operands.Read();
        if (cursor.TryTake(TokenKind.Minus)) return new Negation(Argument());
        var factors = new List<Expression> { values.Power() };
        while (cursor.Kind is TokenKind.Name or TokenKind.Command && operands.StartsHere(barsClose: true)) factors.Add(values.Power());
        return factors.Count == 1 ? factors[0] : new Product(factors);
    }
}
