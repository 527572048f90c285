using Magistral.Verifiers.Mathematics.Equality;
using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Limits;

/// <summary>Puts their values in the place of limits; one that is not known for certain is not read.</summary>
internal sealed class LimitFolding
{
    private const int LargestTarget = 20;
    private const int LargestValue = 1000;

    private readonly Effort effort = new();
    private readonly HashSet<string> bound = [];

    /// <summary>The expression without limits.</summary>
    /// <exception cref="NoValueException">One of them has no value that is known, or its name stands outside of it too.</exception>
    public static Expression Fold(Expression expression)
    {
        if (!expression.Any(static node => node is Limit)) return expression;
        var folding = new LimitFolding();
        var folded = folding.Expand(expression);
        var isFree = folded.Any(node => node is Symbol symbol && folding.bound.Contains(symbol.Name));
        return isFree ? throw new NoValueException("a name that tends outside of its limit") : folded;
    }

    private Expression Expand(Expression expression)
    {
        switch (expression)
        {
            case Limit limit:
                return Evaluate(limit.Name, Expand(limit.Target), limit.Side, Expand(limit.Body));
            case Sum { Terms: [Limit first, ..] } sum when Others(sum) is { } rest && Substitution.Holds(rest, first.Name):
                return Evaluate(first.Name, Expand(first.Target), first.Side, new Sum([Expand(first.Body), rest]));   // lim x² + x
            default:
                var children = ExpressionWalk.Children(expression);
                return children.Count == 0 ? expression : ExpressionWalk.WithChildren(expression, [.. children.Select(Expand)]);
        }
    }

    private Sum Others(Sum sum) => new([.. sum.Terms.Skip(1).Select(Expand)]);

    private Expression Evaluate(string name, Expression target, int side, Expression body)
    {
        bound.Add(name);
        if (!body.IsScalar() || body.Any(static node => node is Constant { Kind: ConstantKind.ImaginaryUnit or ConstantKind.Infinity })) throw Unknown();
        target = Simplified(target, LargestTarget);
        var isAtInfinity = ValueEquality.Infinity(target) is not null;
        if (!isAtInfinity && !target.IsConstant() || isAtInfinity && side != 0) throw Unknown();
        var value = side != 0 || isAtInfinity ? Along(new(name, target, side), body) : FromBothSides(name, target, body);
        return Simplified(value, LargestValue);
    }

    private Expression FromBothSides(string name, Expression target, Expression body)
    {
        var (below, above) = (Along(new(name, target, -1), body), Along(new(name, target, 1), body));
        return new ValueEquality(effort).Compare(below, above) == Comparison.Equal ? above : throw Unknown();
    }

    private Expression Along(Approach approach, Expression body)
    {
        var isDefined = new Continuity(effort).Value(Substitution.Replace(body, approach.Name, approach.Near, effort)) is not null;
        return isDefined && new LimitEvaluator(approach, effort).Of(body) is { } value ? value : throw Unknown();
    }

    /// <summary>A fraction for what is one; limits within limits do not grow beyond a size.</summary>
    private Expression Simplified(Expression value, int largest)
    {
        var left = largest;
        if (value.Any(_ => --left < 0)) throw new NoValueException("a limit too large to write out");
        return value.IsConstant() && new ExactEvaluator(Point.Origin, effort).Evaluate(value) is { } exact ? new Number(exact) : value;
    }

    private static NoValueException Unknown() => new("a limit that is not known");
}
