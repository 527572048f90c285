using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Recognises answers for all numbers of a domain: `5k+2, k ∈ ℤ`, `5k+2 (k ∈ ℤ)`, `{5k+2 | k ∈ ℤ}`.</summary>
internal static class Quantification
{
    /// <summary>The quantified answer, or the expression itself when it is none.</summary>
    public static Expression Read(Expression expression)
    {
        if (!expression.Any(static node => Domain(node) is not null)) return expression;
        List<Expression> items = [.. expression is Listing list ? list.Items : [expression]];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        string? domain = null;
        while (items.Count > 1 && Domain(items[^1]) is { } next && (domain is null || domain == next))
        {
            domain = next;
            names.Add(((Symbol)((Relation)items[^1]).Sides[0]).Name);
            items.RemoveAt(items.Count - 1);
        }

        for (var i = 0; i < items.Count && names.Count < 2; i++)
        {
            if (Cut(items[i]) is not var (rest, condition)) continue;
            if (domain is not null && domain != Domain(condition)) return expression;
            domain = Domain(condition);
            names.Add(((Symbol)condition.Sides[0]).Name);
            items[i] = rest;
        }

        var isRead = domain is not null && items.All(item => IsBody(item, names)) && names.All(name => items.Exists(item => Substitution.Holds(item, name)));
        return isRead ? new Quantified(items.Count == 1 ? items[0] : new Listing(items, ((Listing)expression).Joiner), [.. names], domain!) : expression;
    }

    /// <summary>The domain that a relation gives a name, or null when it is no such relation.</summary>
    private static string? Domain(Expression node) => node is not Relation { Kinds: [RelationKind.ElementOf], Sides: [Symbol, var domain] } ? null : domain switch
    {
        RealLine => "set R",
        Symbol { Name: "Z" } => "set Z",
        Symbol { Name: ['s', 'e', 't', ' ', ..] } symbol => symbol.Name,
        _ => null,
    };

    /// <summary>The condition in brackets behind a value, and the value without it.</summary>
    private static (Expression Body, Relation Condition)? Cut(Expression expression)
    {
        switch (expression)
        {
            case Product { Factors: [.., Relation condition] } product when Domain(condition) is not null:
                return (product.Factors.Count == 2 ? product.Factors[0] : new Product([.. product.Factors.SkipLast(1)]), condition);
            case Quotient quotient when Cut(quotient.Numerator) is var (above, condition):
                return (quotient with { Numerator = above }, condition);
            case Negation negation when Cut(negation.Operand) is var (operand, condition):
                return (new Negation(operand), condition);
            case Sum sum when Cut(sum.Terms[^1]) is var (term, condition):
                return (new Sum([.. sum.Terms.SkipLast(1), term]), condition);
            case Relation relation when Cut(relation.Sides[^1]) is var (side, condition):
                return (relation with { Sides = [.. relation.Sides.SkipLast(1), side] }, condition);
            default:
                return null;
        }
    }

    /// <summary>Whether an expression says something with the names, rather than about them: x &gt; 3 with x ∈ ℤ is a set of its own.</summary>
    private static bool IsBody(Expression expression, SortedSet<string> names) => expression switch
    {
        Symbol symbol => !names.Contains(symbol.Name),
        Relation relation => relation.Sides.All(side => IsBody(side, names))
            && relation.Sides.Any(side => Definitions.IsName(side) && !names.Any(name => Substitution.Holds(side, name))),
        Bracketed { IsSet: false } tuple => tuple.Items.All(item => item.IsScalar()),
        _ => expression.IsScalar(),
    };
}
