using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Solves inequalities of rational polynomials of degree two with two real zeros, and of absolute values of linear ones: |x − 1| ≤ 2.</summary>
internal sealed class QuadraticInequality(Effort effort)
{
    /// <summary>The name, and the interval between the zeros; with Complement set, the relation holds outside of it.</summary>
    public (string Name, Interval Interval, bool Complement)? Solve(Expression left, RelationKind kind, Expression right)
    {
        if (kind is not (RelationKind.Less or RelationKind.LessOrEqual or RelationKind.Greater or RelationKind.GreaterOrEqual)) return null;
        if (right is Function { Kind: FunctionKind.Absolute } && left is not Function { Kind: FunctionKind.Absolute }) return Solve(right, InequalitySolver.Turned(kind), left);
        if (!left.IsScalar() || !right.IsScalar()) return null;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        left.CollectSymbols(names);
        right.CollectSymbols(names);
        if (names.Count != 1 || Difference(left, right, names.Min!) is not [var c, var b, var a] || a.IsZero) return null;
        if (a.Sign < 0) (a, b, c, kind) = (-a, -b, -c, InequalitySolver.Turned(kind));
        var discriminant = b * b - 4 * a * c;
        if (discriminant.Sign <= 0) return null;
        Endpoint Zero(bool upper) => new(new Quotient(new Sum([new Number(-b), Signed(new Root(new Number(discriminant), new Number(2)), upper)]), new Number(2 * a)), 0);
        var outside = kind is RelationKind.Greater or RelationKind.GreaterOrEqual;
        var closed = kind is RelationKind.LessOrEqual or RelationKind.Greater;
        return (names.Min!, new(Zero(upper: false), closed, Zero(upper: true), closed), outside);
    }

    private static Expression Signed(Root root, bool positive) => positive ? root : new Negation(root);

    /// <summary>The polynomial that has the sign of left − right; for |f| against a positive number, f² against its square.</summary>
    private IReadOnlyList<Rational>? Difference(Expression left, Expression right, string name)
    {
        if (left is not Function { Kind: FunctionKind.Absolute, Argument: var inner }) return Polynomial.Of(new Sum([left, new Negation(right)]), name, effort);
        if (Polynomial.Of(inner, name, effort) is not [_, { IsZero: false }] || Polynomial.Of(right, name, effort) is not [{ Sign: > 0 }]) return null;
        return Polynomial.Of(new Sum([new Power(inner, new Number(2)), new Negation(new Power(right, new Number(2)))]), name, effort);
    }
}
