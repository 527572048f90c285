using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Solves one relation between a linear expression of one name and a constant.</summary>
internal sealed class InequalitySolver(Effort effort)
{
    /// <summary>The name, and the interval in which the relation holds; with Complement set, the interval in which it does not.</summary>
    public (string Name, Interval Interval, bool Complement)? Solve(Expression left, RelationKind kind, Expression right)
    {
        if (Name(left) is { } name && Endpoint.Of(right) is { } bound) return Interval(name, kind, bound);
        if (Name(right) is { } other && Endpoint.Of(left) is { } below) return Interval(other, Turned(kind), below);
        return Linear(left, kind, right) ?? quadratic.Solve(left, kind, right);
    }

    private readonly QuadraticInequality quadratic = new(effort);

    private static string? Name(Expression expression) => expression switch
    {
        Symbol symbol => symbol.Name,
        Call call => call.Name + "()",
        _ => null,
    };

    /// <summary>The same relation with its sides changed.</summary>
    public static RelationKind Turned(RelationKind kind) => kind switch
    {
        RelationKind.Less => RelationKind.Greater,
        RelationKind.LessOrEqual => RelationKind.GreaterOrEqual,
        RelationKind.Greater => RelationKind.Less,
        RelationKind.GreaterOrEqual => RelationKind.LessOrEqual,
        _ => kind,
    };

    private static (string, Interval, bool)? Interval(string name, RelationKind kind, Endpoint bound)
    {
        if (bound.Infinity != 0 && kind is RelationKind.Equal or RelationKind.NotEqual) return null;
        var finite = bound.Infinity == 0;
        return kind switch
        {
            RelationKind.Less => (name, new(Endpoint.Lowest, false, bound, false), false),
            RelationKind.LessOrEqual => (name, new(Endpoint.Lowest, false, bound, finite), false),
            RelationKind.Greater => (name, new(bound, false, Endpoint.Highest, false), false),
            RelationKind.GreaterOrEqual => (name, new(bound, finite, Endpoint.Highest, false), false),
            RelationKind.Equal => (name, new(bound, true, bound, true), false),
            RelationKind.NotEqual => (name, new(bound, true, bound, true), true),
            _ => null,
        };
    }

    /// <summary>`a·x + b` against zero, with rational a and b found from values at whole places.</summary>
    private (string, Interval, bool)? Linear(Expression left, RelationKind kind, Expression right)
    {
        if (!left.IsScalar() || !right.IsScalar()) return null;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        left.CollectSymbols(names);
        right.CollectSymbols(names);
        if (names.Count != 1) return null;
        var name = names.Min!;
        var difference = new Sum([left, new Negation(right)]);
        Rational? At(int place) =>
            new ExactEvaluator(new(new Dictionary<string, Rational> { [name] = place }, realOnly: true, bareLogBase: null), effort).Evaluate(difference);

        if (At(0) is not { } b || At(1) is not { } one || At(2) is not { } two || At(-5) is not { } far) return null;
        var a = one - b;
        if (a.IsZero || !(two - one).Equals(a) || !(b - far).Equals(a * 5)) return null;
        return Interval(name, a.Sign < 0 ? Turned(kind) : kind, new(new Number(-b / a), 0));
    }
}
