using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Reads structures that are written in the form of another one.</summary>
internal static class Assignments
{
    /// <summary>The values of `x = 3, y = 4` as a tuple, when its names stand in the order of the alphabet; else null.</summary>
    public static IReadOnlyList<Expression>? Values(Listing list)
    {
        var values = new List<Expression>();
        var before = "";
        foreach (var item in list.Items)
        {
            if (list.Joiner == Joiner.Or || item is not Relation { Kinds: [RelationKind.Equal], Sides: [Symbol name, var value] } || !value.IsConstant()) return null;
            if (string.CompareOrdinal(before, name.Name) >= 0) return null;
            before = name.Name;
            values.Add(value);
        }

        return values;
    }

    /// <summary>The rows of a matrix in plain notation, `[[1, 2], [3, 4]]`, or null.</summary>
    public static IReadOnlyList<IReadOnlyList<Expression>>? Rows(Bracketed brackets)
    {
        if (brackets.Items.Count == 0 || !brackets.Items.All(item => item is Bracketed { Open: '[', Close: ']' })) return null;
        List<IReadOnlyList<Expression>> rows = [.. brackets.Items.Cast<Bracketed>().Select(row => row.Items)];
        return rows.All(row => row.Count == rows[0].Count) ? rows : null;
    }
}
