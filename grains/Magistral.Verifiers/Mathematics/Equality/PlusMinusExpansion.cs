using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Writes ± and ∓ out as several answers.</summary>
internal static class PlusMinusExpansion
{
    private const int MostSigns = 4;

    /// <summary>The expression without ±: a list where it had any.</summary>
    /// <remarks>With a ∓ all signs change together; without one each ± is free.</remarks>
    public static Expression Expand(Expression expression)
    {
        if (!expression.Any(node => node is PlusMinus)) return expression;
        switch (expression)
        {
            case Listing list:
                return list with { Items = Flatten(list.Items) };
            case Bracketed { IsSet: true } set:
                return set with { Items = Flatten(set.Items) };
            case Relation { Kinds: [RelationKind.ElementOf] } relation:
                return relation with { Sides = [relation.Sides[0], Expand(relation.Sides[1])] };
            default:
                var variants = Variants(expression);
                return variants is null ? expression : new Listing(variants, Joiner.Comma);
        }
    }

    private static List<Expression> Flatten(IReadOnlyList<Expression> items)
    {
        var flat = new List<Expression>();
        foreach (var item in items)
        {
            if (item.Any(node => node is PlusMinus) && Variants(item) is { } variants) flat.AddRange(variants);
            else flat.Add(item);
        }

        return flat;
    }

    private static List<Expression>? Variants(Expression expression)
    {
        int signs = 0, turned = 0;
        expression.Any(node =>
        {
            if (node is PlusMinus sign)
            {
                signs++;
                if (sign.MinusFirst) turned++;
            }

            return false;
        });
        if (signs > MostSigns) return null;
        var variants = new List<Expression>();
        if (turned > 0 && signs > 1)
        {
            variants.Add(Choose(expression, sign => sign.MinusFirst));
            variants.Add(Choose(expression, sign => !sign.MinusFirst));
            return variants;
        }

        for (var choice = 0; choice < 1 << signs; choice++)
        {
            var next = 0;
            var bits = choice;
            variants.Add(Choose(expression, _ => ((bits >> next++) & 1) != 0));
        }

        return variants;
    }

    private static Expression Choose(Expression expression, Func<PlusMinus, bool> isMinus)
    {
        if (expression is PlusMinus sign)
        {
            var negative = isMinus(sign);
            var operand = Choose(sign.Operand, isMinus);
            return negative ? new Negation(operand) : operand;
        }

        var children = ExpressionWalk.Children(expression);
        return children.Count == 0 ? expression : ExpressionWalk.WithChildren(expression, [.. children.Select(child => Choose(child, isMinus))]);
    }
}
