using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Evaluates any value to a complex ball of some precision.</summary>
internal sealed class BallEvaluator
{
    private readonly Point point;
    private readonly ExactEvaluator exact;
    private readonly ComplexFunctions functions;
    private readonly FunctionEvaluator named;

    /// <summary>An evaluator at one point.</summary>
    /// <param name="point">The values of symbols.</param>
    /// <param name="bits">Precision.</param>
    /// <param name="effort">What the work is paid from.</param>
    public BallEvaluator(Point point, int bits, Effort effort)
    {
        this.point = point;
        exact = new(point, effort);
        functions = new(bits, effort, point.RealOnly);
        named = new(functions);
    }

    private int Bits => functions.Real.Bits;

    /// <exception cref="NoValueException">The expression has no value here, or none that is within reach.</exception>
    public ComplexBall Evaluate(Expression expression)
    {
        switch (expression)
        {
            case Number node:
                return Ball.Of(node.Value, Bits);
            case Symbol node:
                return Ball.Of(point[node.Name], Bits);
            case Constant node:
                return ConstantValue(node.Kind);
            case Negation node:
                return -Evaluate(node.Operand);
            case Degrees node:
                return Evaluate(node.Operand);
            case Sum node:
                return Fold(node.Terms, functions.Add);
            case Product node:
                return Fold(node.Factors, functions.Multiply);
            case Quotient node:
                return functions.Divide(Evaluate(node.Numerator), Evaluate(node.Denominator));
            case Power node:
                return Power(node);
            case Root node:
                return functions.Root(Evaluate(node.Radicand), Degree(node.Index));
            case ManyFunction { Kind: ManyKind.Minimum or ManyKind.Maximum } node when !node.IsOpaque():
                return Fold(node.Arguments, node.Kind == ManyKind.Maximum ? functions.Larger : (a, b) => -functions.Larger(-a, -b));
            case Function { Kind: FunctionKind.Factorial } or Binomial or Call or ManyFunction:
            case Function when expression.IsOpaque():
                return Ball.Of(exact.Evaluate(expression) ?? throw new NoValueException("a whole number that is not known"), Bits);
            case Function node:
                return named.Apply(node.Kind, Evaluate(Angle(node)));
            case Logarithm node:
                return Logarithm(node);
            default:
                throw new NoValueException($"a {expression.GetType().Name} is no value");
        }
    }

    private ComplexBall Fold(IReadOnlyList<Expression> parts, Func<ComplexBall, ComplexBall, ComplexBall> combine)
    {
        var total = Evaluate(parts[0]);
        for (var i = 1; i < parts.Count; i++) total = combine(total, Evaluate(parts[i]));
        return total;
    }

    private ComplexBall ConstantValue(ConstantKind kind) => kind switch
    {
        ConstantKind.Pi => functions.Elementary.Pi,
        ConstantKind.E => functions.Exp(functions.One),
        ConstantKind.ImaginaryUnit => new(Ball.Zero, functions.One.Re),
        _ => throw new NoValueException("infinity is no number"),
    };

    private ComplexBall Power(Power node)
    {
        if (Whole(node.Exponent) is { } exponent)
        {
            if (exponent.IsInteger) return functions.Power(Evaluate(node.Base), exponent.Numerator);
            if (exponent.Denominator <= 64)
                return functions.Power(functions.Root(Evaluate(node.Base), (int)exponent.Denominator), exponent.Numerator);
        }

        if (node.Base is Constant { Kind: ConstantKind.E }) return functions.Exp(Evaluate(node.Exponent));
        return functions.Power(Evaluate(node.Base), Evaluate(node.Exponent));
    }

    /// <summary>The exact exponent, where it has one that may be written out.</summary>
    private Rational? Whole(Expression exponent)
    {
        try
        {
            return exact.Evaluate(exponent);
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    private int Degree(Expression index) => exact.Evaluate(index) is { IsInteger: true, Sign: > 0 } degree && degree.CompareTo(1000) < 0
        ? (int)degree.Numerator
        : throw new NoValueException("a root of no whole degree");

    private static Expression Angle(Function node)
    {
        var isCircular = node.Kind is FunctionKind.Sin or FunctionKind.Cos or FunctionKind.Tan or FunctionKind.Cot or FunctionKind.Sec or FunctionKind.Csc;
        return isCircular && node.Argument is Degrees degrees
            ? new Quotient(new Product([degrees.Operand, new Constant(ConstantKind.Pi)]), new Number(180))
            : node.Argument;
    }

    private ComplexBall Logarithm(Logarithm node)
    {
        var value = functions.Log(Evaluate(node.Argument));
        if (node.Base is not null) return functions.Divide(value, functions.Log(Evaluate(node.Base)));
        return point.BareLogBase is { } bare
            ? functions.Divide(value, functions.Log((ComplexBall)Ball.Of(bare, 0, Ball.None, Bits)))
            : value;
    }
}
