using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>Evaluates what has a rational value, exactly. Null where the value is irrational, complex or too large to write out.</summary>
/// <param name="point">The values of symbols.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class ExactEvaluator(Point point, Effort effort)
{
    private const int LargestFactorial = 3000;

    /// <exception cref="NoValueException">A division by zero, a free symbol, or too much work.</exception>
    public Rational? Evaluate(Expression expression)
    {
        effort.Spend();
        return expression switch
        {
            Number node => node.Value,
            Symbol node => point[node.Name],
            Negation node => Evaluate(node.Operand) is { } value ? -value : null,
            Sum node => Fold(node.Terms, static (a, b) => a + b),
            Product node => Fold(node.Factors, static (a, b) => a * b),
            Quotient node => Divide(Evaluate(node.Numerator), Evaluate(node.Denominator)),
            Power node => Power(node),
            Root node => Evaluate(node.Radicand) is { } radicand && Evaluate(node.Index) is { IsInteger: true } index ? Root(radicand, index) : null,
            Function node => node.IsOpaque() ? Unrelated(node.Kind.ToString(), [node.Argument]) : Apply(node),
            ManyFunction node => Many(node),
            Logarithm node => Logarithm(node),
            Binomial node => Evaluate(node.Upper) is { } upper && Evaluate(node.Lower) is { } lower ? Choose(upper, lower) : null,
            Call node => Unrelated(node.Name, node.Arguments),
            Degrees node => Evaluate(node.Operand),
            _ => null,
        };
    }

    private Rational? Fold(IReadOnlyList<Expression> parts, Func<Rational, Rational, Rational> combine)
    {
        Rational? total = null;
        foreach (var part in parts)
        {
            if (Evaluate(part) is not { } value) return null;
            total = total is null ? value : Paid(combine(total.Value, value));
        }

        return total;
    }

    private Rational Paid(Rational value)
    {
        var bits = value.Numerator.GetBitLength() + value.Denominator.GetBitLength();
        if (bits > 2 * Effort.MaxBits) throw new NoValueException("a number too large to write out");
        if (value.IsInteger) effort.Spend(bits);
        else effort.SpendOnReduction(bits);
        return value;
    }

    private Rational? Divide(Rational? above, Rational? below)
    {
        if (above is null || below is null) return null;
        return below.Value.IsZero ? throw new NoValueException("a division by zero") : Paid(above.Value / below.Value);
    }

    private Rational? Power(Power node)
    {
        if (Evaluate(node.Exponent) is not { } exponent || Evaluate(node.Base) is not { } value) return null;
        if (!exponent.IsInteger)
            return Root(value, exponent.Denominator) is { } root ? Raise(root, exponent.Numerator) : null;
        return Raise(value, exponent.Numerator);
    }

    private Rational? Raise(Rational value, BigInteger exponent)
    {
        if (value.IsOne || exponent.IsZero) return Rational.One;
        if (value.IsZero) return exponent.Sign > 0 ? value : throw new NoValueException("a negative power of zero");
        if (value.IsInteger && value.Numerator == BigInteger.MinusOne) return exponent.IsEven ? 1 : -1;
        var size = Math.Max(value.Numerator.GetBitLength(), value.Denominator.GetBitLength());
        if (BigInteger.Abs(exponent) * size > Effort.MaxBits) return null;
        var power = (int)BigInteger.Abs(exponent);
        var above = BigInteger.Pow(value.Numerator, power);
        var below = BigInteger.Pow(value.Denominator, power);
        return Paid(exponent.Sign > 0 ? Rational.Reduced(above, below) : Rational.Reduced(below, above));
    }

    /// <summary>The real root when it is rational; odd roots of negative numbers are negative.</summary>
    private static Rational? Root(Rational value, Rational index)
    {
        if (index.Sign <= 0 || index.CompareTo(64) > 0) return null;
        var degree = (int)index.Numerator;
        if (value.Sign < 0 && degree % 2 == 0) return null;
        var above = IntegerRoots.Root(BigInteger.Abs(value.Numerator), degree);
        var below = IntegerRoots.Root(value.Denominator, degree);
        if (BigInteger.Pow(above, degree) != BigInteger.Abs(value.Numerator) || BigInteger.Pow(below, degree) != value.Denominator) return null;
        return Rational.Reduced(value.Sign < 0 ? -above : above, below);
    }

    private Rational? Apply(Function node)
    {
        if (!node.Kind.IsComplexPart() && node.Kind is not (FunctionKind.Absolute or FunctionKind.Floor or FunctionKind.Ceiling or FunctionKind.Factorial)) return null;
        if (Evaluate(node.Argument) is not { } value) return null;
        return node.Kind switch
        {
            FunctionKind.Absolute => value.Sign < 0 ? -value : value,
            FunctionKind.Floor => Floor(value),
            FunctionKind.Ceiling => -Floor(-value),
            FunctionKind.RealPart or FunctionKind.Conjugate => value,
            FunctionKind.ImaginaryPart => Rational.Zero,
            _ => Factorial(value),
        };
    }

    private static Rational Floor(Rational value) =>
        BigInteger.DivRem(value.Numerator, value.Denominator, out var rest) - (rest.Sign < 0 ? 1 : 0);

    private Rational Factorial(Rational value)
    {
        if (!value.IsInteger || value.Sign < 0 || value.CompareTo(LargestFactorial) > 0) throw new NoValueException("a factorial out of range");
        BigInteger product = 1;
        for (var i = 2; i <= (int)value.Numerator; i++)
        {
            product *= i;
            if (i % 8 == 0) effort.Spend(product.GetBitLength());
        }

        return Paid(product);
    }

    private Rational Choose(Rational upper, Rational lower)
    {
        if (!upper.IsInteger || !lower.IsInteger || lower.Sign < 0 || upper.Sign < 0 || upper.CompareTo(100_000) > 0)
            throw new NoValueException("a binomial out of range");
        if (lower.CompareTo(upper) > 0) return Rational.Zero;
        var count = BigInteger.Min(lower.Numerator, upper.Numerator - lower.Numerator);
        if (count > LargestFactorial) throw new NoValueException("a binomial out of range");
        BigInteger product = 1;
        for (var i = 1; i <= (int)count; i++)
        {
            product = product * (upper.Numerator - count + i) / i;
            if (i % 4 == 0) effort.Spend(product.GetBitLength());
        }

        return Paid(product);
    }

    private Rational? Many(ManyFunction node)
    {
        if (node.IsOpaque()) return Unrelated(node.Kind.ToString(), node.Arguments, inAnyOrder: node.Kind != ManyKind.Remainder);
        if (node is { Kind: ManyKind.Remainder, Arguments: [Power power, var divisor] }
            && Evaluate(power.Base) is { } value && Evaluate(power.Exponent) is { } exponent && Evaluate(divisor) is { } modulus
            && IntegerFunctions.PowerRemainder(value, exponent, modulus, effort) is { } rest) return rest;
        return Fold(node.Arguments, (a, b) => IntegerFunctions.Apply(node.Kind, a, b, effort));
    }

    /// <summary>Logarithms of powers of their base, such as log₂ 8; others are left to the other evaluator.</summary>
    private Rational? Logarithm(Logarithm node)
    {
        if (Evaluate(node.Argument) is { IsOne: true }) return Rational.Zero;
        return null;
    }

    /// <summary>A function that is only named: equal arguments give equal values, all else is unrelated.</summary>
    private Rational? Unrelated(string name, IReadOnlyList<Expression> arguments, bool inAnyOrder = false)
    {
        var values = new List<Rational>();
        foreach (var argument in arguments)
        {
            if (Evaluate(argument) is not { } value) return null;
            values.Add(value);
        }

        if (inAnyOrder) values.Sort();
        var hash = 17L;
        foreach (var letter in name) hash = unchecked(hash * 1_000_003 + letter);
        foreach (var value in values)
            hash = unchecked(hash * 1_000_003 + (long)(value.Numerator % 1_000_000_007) * 31 + (long)(value.Denominator % 998_244_353));

        return Rational.Reduced(hash % 1_000_003, 1009);
    }
}
