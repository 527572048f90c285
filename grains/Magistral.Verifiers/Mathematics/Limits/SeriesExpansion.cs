using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>Expands expressions of one name into power series.</summary>
/// <param name="name">The name.</param>
/// <param name="value">What it stands for.</param>
/// <param name="terms">How many terms a constant has.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class SeriesExpansion(string name, PowerSeries value, int terms, Effort effort)
{
    private readonly SeriesFunctions functions = new(terms, effort);

    /// <summary>The series, or null where there is none with rational coefficients.</summary>
    /// <exception cref="NoValueException">Too much work, or a constant without a value.</exception>
    public PowerSeries? Expand(Expression expression)
    {
        effort.Spend();
        switch (expression)
        {
            case Number number:
                return PowerSeries.Term(number.Value, 0, terms);
            case Symbol symbol:
                return symbol.Name == name ? value : null;
            case Negation node:
                return Expand(node.Operand) is { } operand ? PowerSeries.Negate(operand) : null;
            case Sum node:
                return Fold(node.Terms, PowerSeries.Add);
            case Product node:
                return Fold(node.Factors, PowerSeries.Multiply);
            case Quotient node:
                return functions.Divide(Expand(node.Numerator), Expand(node.Denominator));
            case Power node:
                return Power(node);
            case Root { Index: Number { Value: { IsInteger: true, Sign: > 0 } degree } } node:
                return Expand(node.Radicand) is { } radicand ? PowerSeries.Power(radicand, Rational.One / degree, effort) : null;
            case Function node:
                return Expand(node.Argument) is { } argument ? functions.Apply(node.Kind, argument) : null;
            default:
                return null;
        }
    }

    private PowerSeries? Fold(IReadOnlyList<Expression> parts, Func<PowerSeries, PowerSeries, Effort, PowerSeries> combine)
    {
        PowerSeries? total = null;
        foreach (var part in parts)
        {
            if (Expand(part) is not { } next) return null;
            total = total is null ? next : combine(total, next, effort);
        }

        return total;
    }

    private PowerSeries? Power(Power node)
    {
        if (node.Base is Constant { Kind: ConstantKind.E }) return Expand(node.Exponent) is { } power ? functions.Exp(power) : null;
        if (Expand(node.Base) is not { } factor) return null;
        if (node.Exponent.IsConstant())
            return new ExactEvaluator(Point.Origin, effort).Evaluate(node.Exponent) is { } exponent ? PowerSeries.Power(factor, exponent, effort) : null;
        return Expand(node.Exponent) is { } varying && functions.Log(factor) is { } log ? functions.Exp(PowerSeries.Multiply(varying, log, effort)) : null;
    }
}
