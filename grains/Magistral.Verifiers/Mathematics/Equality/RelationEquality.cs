using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Decides whether two relations say the same: their differences of sides agree up to a constant factor.</summary>
/// <remarks>An equation may be multiplied by any factor but zero, an inequality by a positive one.</remarks>
internal sealed class RelationEquality(Effort effort)
{
    private const int Bits = 256;
    private const int FewestPoints = 3;

    public Comparison Compare(Relation a, Relation b)
    {
        if (a.Kinds.Count != 1 || b.Kinds.Count != 1 || !a.Sides.Concat(b.Sides).All(side => side.IsScalar())) return Comparison.Different;
        var (kindA, first) = Difference(a);
        var (kindB, second) = Difference(b);
        if (kindA != kindB) return Comparison.Different;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        first.CollectSymbols(names);
        second.CollectSymbols(names);
        return CompareDifferences(first, second, names, mustBePositive: kindA is RelationKind.Less or RelationKind.LessOrEqual);
    }

    /// <summary>The kind with the smaller side first, and that side minus the other.</summary>
    private static (RelationKind Kind, Expression Difference) Difference(Relation relation)
    {
        var (left, right) = (relation.Sides[0], relation.Sides[1]);
        return relation.Kinds[0] switch
        {
            RelationKind.Greater => (RelationKind.Less, Minus(right, left)),
            RelationKind.GreaterOrEqual => (RelationKind.LessOrEqual, Minus(right, left)),
            var kind => (kind, Minus(left, right)),
        };
    }

    private static Sum Minus(Expression a, Expression b) => new([a, new Negation(b)]);

    private Comparison CompareDifferences(Expression first, Expression second, SortedSet<string> names, bool mustBePositive)
    {
        var realOnly = !(first.Any(ValueEquality.IsImaginary) || second.Any(ValueEquality.IsImaginary));
        var whole = ValueEquality.NeedsWholeNumbers(first) || ValueEquality.NeedsWholeNumbers(second);
        var arithmetic = new ComplexFunctions(Bits, effort, realOnly);
        (ComplexBall First, ComplexBall Second)? anchor = null;
        var compared = 0;
        for (var place = 0; place < SamplePoints.Count; place++)
        {
            var point = new Point(SamplePoints.Values(names, place, whole), realOnly, bareLogBase: null);
            if (Values(first, second, point) is not var (x, y)) continue;
            if (IsZero(x) != IsZero(y)) return Comparison.Different;
            if (IsZero(x)) continue;
            if (anchor is null)
            {
                if (mustBePositive && !(x.IsReal && y.IsReal)) return Comparison.Unknown;
                if (mustBePositive && x.Re.Sign != y.Re.Sign) return Comparison.Different;
                anchor = (x, y);
            }

            var verdict = BallEquality.Compare(
                arithmetic.Multiply(x, anchor.Value.Second), arithmetic.Multiply(y, anchor.Value.First), arithmetic.Real);
            if (verdict != Comparison.Equal) return verdict;
            compared++;
        }

        return compared >= FewestPoints ? Comparison.Equal : Comparison.Unknown;
    }

    private (ComplexBall First, ComplexBall Second)? Values(Expression first, Expression second, Point point)
    {
        try
        {
            var evaluator = new BallEvaluator(point, Bits, effort);
            return (evaluator.Evaluate(first), evaluator.Evaluate(second));
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    private static bool IsZero(ComplexBall value) => value.Re.ContainsZero && value.Im.ContainsZero;
}
