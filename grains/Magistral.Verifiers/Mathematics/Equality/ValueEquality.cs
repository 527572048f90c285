using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Decides whether two values are equal: exactly where they are rational, else by balls that hold them.</summary>
/// <remarks>
/// Different means that the values are certainly apart somewhere. Equal means equal fractions, or balls that overlap and are smaller than 2^−80 of
/// the values, at every sample point where both are defined.
/// </remarks>
internal sealed class ValueEquality(Effort effort)
{
    private const int FewestPoints = 2;

    public Comparison Compare(Expression a, Expression b)
    {
        if (HasInfinity(a) || HasInfinity(b)) return CompareInfinities(a, b);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        a.CollectSymbols(names);
        b.CollectSymbols(names);
        if (!a.IsScalar() || !b.IsScalar()) return IsMixed(a) || IsMixed(b) ? Comparison.Unknown : Comparison.Different;
        var symbolic = names.Count > 0 || a.Any(node => node is Call) || b.Any(node => node is Call);
        var natural = Compare(a, b, names, symbolic, bareLogBase: null);
        if (natural == Comparison.Different && symbolic && (HasOpaque(a) || HasOpaque(b))) return Comparison.Unknown;
        if (natural == Comparison.Equal || !(HasBareLogarithm(a) || HasBareLogarithm(b))) return natural;
        var decadic = Compare(a, b, names, symbolic, bareLogBase: 10);
        return decadic == Comparison.Equal ? decadic : natural;
    }

    private Comparison Compare(Expression a, Expression b, SortedSet<string> names, bool symbolic, int? bareLogBase)
    {
        var pair = new ValuePair(a, b, effort);
        if (!symbolic) return pair.CompareAt(new(SamplePoints.Values([], 0, false), realOnly: false, bareLogBase)) ?? Comparison.Unknown;
        var realOnly = !(a.Any(IsImaginary) || b.Any(IsImaginary));
        var whole = NeedsWholeNumbers(a) || NeedsWholeNumbers(b);
        var compared = 0;
        for (var place = 0; place < SamplePoints.Count; place++)
        {
            switch (pair.CompareAt(new(SamplePoints.Values(names, place, whole), realOnly, bareLogBase)))
            {
                case Comparison.Different:
                    return Comparison.Different;
                case Comparison.Equal:
                    compared++;
                    break;
                case Comparison.Unknown:
                    return Comparison.Unknown;
            }
        }

        return compared >= FewestPoints ? Comparison.Equal : Comparison.Unknown;
    }

    private static Comparison CompareInfinities(Expression a, Expression b)
    {
        var (left, right) = (Infinity(a), Infinity(b));
        if (left is null || right is null) return HasInfinity(a) && HasInfinity(b) ? Comparison.Unknown : Comparison.Different;
        return left == right ? Comparison.Equal : Comparison.Different;
    }

    /// <summary>The sign of an infinity, or null for anything else.</summary>
    public static int? Infinity(Expression expression) => expression switch
    {
        Constant { Kind: ConstantKind.Infinity } => 1,
        Negation node => -Infinity(node.Operand),
        _ => null,
    };

    /// <summary>Whether functions of whole numbers are taken of symbols, such as n! or (−1)ⁿ.</summary>
    public static bool NeedsWholeNumbers(Expression expression) => expression.Any(node => node switch
    {
        Function { Kind: FunctionKind.Factorial } function => !function.Argument.IsConstant(),
        Binomial binomial => !binomial.Upper.IsConstant() || !binomial.Lower.IsConstant(),
        Power power => power.Base is Negation { Operand: Number } && !power.Exponent.IsConstant(),
        _ => false,
    });

    /// <summary>Whether arithmetic is done on structures, which has no meaning here.</summary>
    private static bool IsMixed(Expression expression) => !expression.IsScalar()
        && expression is not (Bracketed or Listing or Relation or SetOperation or RealLine or Words or Matrix);

    public static bool IsImaginary(Expression node) => node is Constant { Kind: ConstantKind.ImaginaryUnit };

    private static bool HasInfinity(Expression expression) => expression.Any(node => node is Constant { Kind: ConstantKind.Infinity });

    private static bool HasOpaque(Expression expression) => expression.Any(static node => node.IsOpaque());

    private static bool HasBareLogarithm(Expression expression) => expression.Any(node => node is Logarithm { Base: null });
}
