using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Compares answers for all numbers of a domain, in which the letter that stands for them says nothing.</summary>
/// <param name="compare">Compares what is not quantified.</param>
/// <param name="effort">What the work is paid from.</param>
internal sealed class QuantifiedEquality(Func<Expression, Expression, Comparison> compare, Effort effort)
{
    private const int FarthestShift = 2;
    private const string Integers = "set Z";

    public Comparison Compare(Expression a, Expression b) => (a, b) switch
    {
        (Quantified x, Quantified y) => Compare(x, y),
        (Quantified x, _) => CompareWithFree(x, b),
        (_, Quantified y) => CompareWithFree(y, a),
        _ => compare(a, b),
    };

    private Comparison Compare(Quantified a, Quantified b)
    {
        if (a.Domain != b.Domain || a.Names.Count != b.Names.Count) return Comparison.Different;
        var left = Rename(a.Body, a.Names, Fresh);
        var verdict = compare(left, Rename(b.Body, b.Names, Fresh));
        if (verdict == Comparison.Equal || a.Names.Count > 2) return verdict;
        if (a.Names.Count == 2) return compare(left, Rename(b.Body, [b.Names[1], b.Names[0]], Fresh)) is Comparison.Equal ? Comparison.Equal : verdict;
        return a.Domain == Integers && IsEqualElsewhere(left, b) ? Comparison.Equal : verdict;
    }

    /// <summary>Whether the bodies agree when all integers are gone through in another order: 5k + 2 and 5n − 3.</summary>
    private bool IsEqualElsewhere(Expression left, Quantified b)
    {
        for (var shift = -FarthestShift; shift <= FarthestShift; shift++)
        {
            var number = new Number(shift);
            if (shift != 0 && compare(left, Rename(b.Body, b.Names, _ => new Sum([Fresh(0), number]))) == Comparison.Equal) return true;
            if (compare(left, Rename(b.Body, b.Names, _ => new Sum([new Negation(Fresh(0)), number]))) == Comparison.Equal) return true;
        }

        return false;
    }

    /// <summary>An answer for all integers against one whose letter is customary for integers and stands for nothing else in the first.</summary>
    private Comparison CompareWithFree(Quantified a, Expression b)
    {
        if (a is not { Domain: Integers, Names: [var name] } || !IsCustomary(name)) return Comparison.Different;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        b.CollectSymbols(names);
        if (names.Contains(name)) return compare(a.Body, b);
        var taken = new SortedSet<string>(StringComparer.Ordinal);
        a.Body.CollectSymbols(taken);
        names.ExceptWith(taken);
        return names.Count == 1 && IsCustomary(names.Min!) ? compare(Rename(a.Body, a.Names, Fresh), Rename(b, [names.Min!], Fresh)) : Comparison.Different;
    }

    private static bool IsCustomary(string name) => name is "j" or "k" or "l" or "m" or "n";

    private static Symbol Fresh(int index) => new($"any {index}");

    private Expression Rename(Expression body, IReadOnlyList<string> names, Func<int, Expression> value)
    {
        for (var i = 0; i < names.Count; i++) body = Substitution.Replace(body, names[i], value(i), effort);
        return body;
    }
}
