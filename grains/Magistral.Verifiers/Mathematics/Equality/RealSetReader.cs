using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Reads intervals, unions and inequalities as sets of real numbers.</summary>
internal sealed class RealSetReader(Effort effort)
{
    private readonly RealSets sets = new(effort);
    private readonly InequalitySolver solver = new(effort);

    /// <summary>Whether an expression can only be meant as such a set.</summary>
    public static bool IsPlainly(Expression expression) => expression switch
    {
        SetOperation or RealLine => true,
        Bracketed { IsSet: false, Items.Count: 2 } interval => (interval.Open == '(') != (interval.Close == ')')
            || interval.Items.Any(item => ValueEquality.Infinity(item) is not null),
        Relation relation => relation.Kinds.All(IsInequality) || relation.Kinds is [RelationKind.ElementOf or RelationKind.NotElementOf],
        Listing { Joiner: Joiner.And or Joiner.Or } list => list.Items.All(item => item is Relation relation && relation.Kinds.All(IsInequality)),
        _ => false,
    };

    /// <summary>The set, or null when the expression is none with known endpoints.</summary>
    public RealSet? Read(Expression expression)
    {
        try
        {
            return ReadSet(expression);
        }
        catch (NoValueException)
        {
            return null;
        }
    }

    public bool AreEqual(RealSet a, RealSet b) => (a.Name is null || b.Name is null || a.Name == b.Name) && sets.AreEqual(a.Intervals, b.Intervals);

    private RealSet? ReadSet(Expression expression)
    {
        switch (expression)
        {
            case RealLine:
                return new([Interval.All], null);
            case Bracketed { IsSet: true } points:
                return Points(points);
            case Bracketed { Items.Count: 2, Open: '(' or '[' } interval:
                return FromBrackets(interval);
            case SetOperation operation:
                return Combine(operation);
            case Relation { Kinds: [RelationKind.ElementOf] } element when Definitions.IsName(element.Sides[0]):
                return ReadSet(element.Sides[1]) is { } inner ? inner with { Name = (element.Sides[0] as Symbol)?.Name } : null;
            case Relation { Kinds: [RelationKind.NotElementOf] } outside when Definitions.IsName(outside.Sides[0]):
                return ReadSet(outside.Sides[1]) is { } without ? new(sets.Complement(without.Intervals), (outside.Sides[0] as Symbol)?.Name) : null;
            case Relation relation:
                return Chain(relation);
            case Listing list:
                return Join(list);
            default:
                return null;
        }
    }

    private static bool IsInequality(RelationKind kind) =>
        kind is RelationKind.Less or RelationKind.LessOrEqual or RelationKind.Greater or RelationKind.GreaterOrEqual or RelationKind.NotEqual;

    private RealSet? Points(Bracketed points)
    {
        IReadOnlyList<Interval> all = [];
        foreach (var item in points.Items)
        {
            if (Endpoint.Of(item) is not { Infinity: 0 } point) return null;
            all = sets.Union(all, [new(point, true, point, true)]);
        }

        return new(all, null);
    }

    private RealSet? FromBrackets(Bracketed brackets)
    {
        if (Endpoint.Of(brackets.Items[0]) is not { } low || Endpoint.Of(brackets.Items[1]) is not { } high) return null;
        var interval = new Interval(low, brackets.Open == '[' && low.Infinity == 0, high, brackets.Close == ']' && high.Infinity == 0);
        return sets.Order(low, high) > 0 ? null : new(sets.Of(interval), null);
    }

    private RealSet? Combine(SetOperation operation)
    {
        if (ReadSet(operation.Left) is not { } left || ReadSet(operation.Right) is not { } right) return null;
        var intervals = operation.Kind switch
        {
            SetOperationKind.Union => sets.Union(left.Intervals, right.Intervals),
            SetOperationKind.Intersection => sets.Intersection(left.Intervals, right.Intervals),
            _ => sets.Difference(left.Intervals, right.Intervals),
        };
        return new(intervals, left.Name ?? right.Name);
    }

    private RealSet? Chain(Relation relation)
    {
        RealSet? all = null;
        for (var i = 0; i < relation.Kinds.Count; i++)
        {
            if (solver.Solve(relation.Sides[i], relation.Kinds[i], relation.Sides[i + 1]) is not var (name, interval, complement)) return null;
            var part = complement ? sets.Complement([interval]) : sets.Of(interval);
            if (all is not null && all.Name != name) return null;
            all = new(all is null ? part : sets.Intersection(all.Intervals, part), name);
        }

        return all;
    }

    private RealSet? Join(Listing list)
    {
        RealSet? all = null;
        foreach (var item in list.Items)
        {
            if (item is not Relation relation || Chain(relation) is not { } part || (all is not null && all.Name != part.Name)) return null;
            all = all is null ? part
                : part with
                {
                    Intervals = list.Joiner == Joiner.Or ? sets.Union(all.Intervals, part.Intervals) : sets.Intersection(all.Intervals, part.Intervals),
                };
        }

        return all;
    }
}
