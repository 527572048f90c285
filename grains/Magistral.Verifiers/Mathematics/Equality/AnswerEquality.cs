using Magistral.Verifiers.Mathematics.Evaluation;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Decides whether two answers say the same, from the outermost structure inwards.</summary>
internal sealed class AnswerEquality
{
    private readonly ValueEquality values;
    private readonly RelationEquality relations;
    private readonly RealSetReader realSets;
    private readonly Definitions definitions;
    private readonly Effort effort;

    public AnswerEquality(Effort effort)
    {
        this.effort = effort;
        values = new(effort);
        relations = new(effort);
        realSets = new(effort);
        definitions = new(values);
    }

    public Comparison Compare(Expression a, Expression b)
    {
        if (a is Words || b is Words) return a is Words x && b is Words y && x.Text == y.Text ? Comparison.Equal : Comparison.Different;
        if (a is Quantified || b is Quantified) return new QuantifiedEquality(Compare, effort).Compare(a, b);
        if (RealSetReader.IsPlainly(a) || RealSetReader.IsPlainly(b))
        {
            var verdict = CompareRealSets(a, b);
            if (verdict is not null) return verdict.Value;
        }

        if (a is Relation first && b is Relation second) return CompareRelations(first, second);
        if (a is Relation || b is Relation) return CompareWithDefinition(a, b);
        return CompareStructures(a, b);
    }

    private Comparison? CompareRealSets(Expression a, Expression b)
    {
        if (realSets.Read(a) is not { } left || realSets.Read(b) is not { } right) return null;
        return realSets.AreEqual(left, right) ? Comparison.Equal : Comparison.Different;
    }

    private Comparison CompareRelations(Relation a, Relation b)
    {
        var verdict = relations.Compare(a, b);
        if (verdict != Comparison.Different) return verdict;
        var (left, right) = (definitions.Value(a), definitions.Value(b));
        if (left is Relation || right is Relation) return SidesAgree(a, b);
        if (a.Sides[0].IsOpaque() || b.Sides[0].IsOpaque()) return Comparison.Different;   // Re z = 3 is not Im z = 3
        var sameName = Definitions.IsName(a.Sides[0]) && Definitions.IsName(b.Sides[0]) && a.Sides[0] is not Symbol && b.Sides[0] is not Symbol;
        var namesMatter = !sameName && (left.IsScalar() || right.IsScalar()) && !(a.Sides[0] is Call ^ b.Sides[0] is Call) && a.Sides.Count == 2 && b.Sides.Count == 2;
        return namesMatter ? Comparison.Different : Compare(left, right);
    }

    /// <summary>Chains of the same relations whose sides agree one by one.</summary>
    private Comparison SidesAgree(Relation a, Relation b)
    {
        var isDecided = a.Kinds.Count == 1 && a.Sides.Concat(b.Sides).All(side => side.IsScalar());
        if (isDecided || !a.Kinds.SequenceEqual(b.Kinds)) return Comparison.Different;
        return All(a.Sides.Zip(b.Sides).Select(pair => Compare(pair.First, pair.Second)));
    }

    private Comparison CompareWithDefinition(Expression a, Expression b)
    {
        var (left, right) = (definitions.Value(a), definitions.Value(b));
        return left is Relation || right is Relation ? Comparison.Different : Compare(left, right);
    }

    private Comparison CompareStructures(Expression a, Expression b)
    {
        switch (definitions.Value(a), definitions.Value(b))
        {
            case (Bracketed { IsSet: true } x, Bracketed { IsSet: true } y):
                return CompareSets(x.Items, y.Items);
            case (Bracketed { IsSet: true } x, Listing y):
                return CompareSets(x.Items, y.Items);
            case (Listing x, Bracketed { IsSet: true } y):
                return CompareSets(x.Items, y.Items);
            case (Listing x, Listing y):
                return CompareLists(x.Items, y.Items);
            case (Bracketed { IsSet: true, Items: [var single] }, not (Listing or Bracketed { IsSet: true })):
                return Compare(single, b);
            case (not (Listing or Bracketed { IsSet: true }), Bracketed { IsSet: true, Items: [var single] }):
                return Compare(a, single);
            case (SetOperation { Kind: SetOperationKind.Union } x, SetOperation { Kind: SetOperationKind.Union } y):
                return CompareSets(Members(x), Members(y));
            case (Listing x, Bracketed { IsSet: false } y) when Assignments.Values(x) is { } given:
                return InOrder(given, y.Items);
            case (Bracketed { IsSet: false } x, Listing y) when Assignments.Values(y) is { } given:
                return InOrder(x.Items, given);
            case (Bracketed { Open: 'm' } x, Bracketed { Open: 'm' } y):
                return Congruent(x, y);
            case (Bracketed { Open: 'm' } x, ManyFunction { Kind: ManyKind.Remainder } y):
                return Congruent(x, new('m', 'm', y.Arguments));
            case (ManyFunction { Kind: ManyKind.Remainder } x, Bracketed { Open: 'm' } y):
                return Congruent(new('m', 'm', x.Arguments), y);
            case (Bracketed { Open: ':' } x, Bracketed { Open: ':' } y):
                return InProportion(x.Items, y.Items);
            case (Matrix x, Bracketed { Open: '[' } y) when Assignments.Rows(y) is { } rows:
                return x.Rows == rows.Count && x.Columns == rows[0].Count ? InOrder(x.Cells, [.. rows.SelectMany(row => row)]) : Comparison.Different;
            case (Bracketed { Open: '[' } x, Matrix y) when Assignments.Rows(x) is { } rows:
                return y.Rows == rows.Count && y.Columns == rows[0].Count ? InOrder([.. rows.SelectMany(row => row)], y.Cells) : Comparison.Different;
            case (Matrix x, Matrix y):
                return x.Rows == y.Rows && x.Columns == y.Columns ? InOrder(x.Cells, y.Cells) : Comparison.Different;
            case (Bracketed x, Bracketed y):
                return BracketsAgree(x, y) ? InOrder(x.Items, y.Items) : Comparison.Different;
            case (Matrix x, Bracketed { IsSet: false } y):
                return x.Rows == 1 || x.Columns == 1 ? InOrder(x.Cells, y.Items) : Comparison.Different;
            case (Bracketed { IsSet: false } x, Matrix y):
                return y.Rows == 1 || y.Columns == 1 ? InOrder(x.Items, y.Cells) : Comparison.Different;
            default:
                return values.Compare(a, b);
        }
    }

    /// <summary>The ends of pairs matter, since they may be intervals; longer tuples may be written with any brackets.</summary>
    private static bool BracketsAgree(Bracketed a, Bracketed b)
    {
        if (a.IsSet != b.IsSet || (a.Open == ':') != (b.Open == ':')) return false;
        if (a.Items.Count != 2 || a.Open == '<' || b.Open == '<') return true;
        return a.Open == b.Open && a.Close == b.Close;
    }

    private static IReadOnlyList<Expression> Members(Expression union) => union is SetOperation { Kind: SetOperationKind.Union } operation
        ? [.. Members(operation.Left), .. Members(operation.Right)]
        : [union];

    private Comparison InOrder(IReadOnlyList<Expression> a, IReadOnlyList<Expression> b) =>
        a.Count == b.Count ? All(a.Zip(b).Select(pair => Compare(pair.First, pair.Second))) : Comparison.Different;

    /// <summary>Residues of one modulus, with or without the name of what has them.</summary>
    private Comparison Congruent(Bracketed a, Bracketed b)
    {
        var modulus = a.Items[1];
        if (values.Compare(modulus, b.Items[1]) is not Comparison.Equal and var verdict) return verdict;
        var (left, right) = (definitions.Value(a.Items[0]), definitions.Value(b.Items[0]));
        if (!left.IsConstant() || !right.IsConstant()) return Compare(a.Items[0], b.Items[0]);
        var multiple = new Quotient(new Sum([left, new Negation(right)]), modulus);
        return values.Compare(multiple, new Function(FunctionKind.Floor, multiple));
    }

    /// <summary>Ratios of three or more, which any factor but zero leaves the same.</summary>
    private Comparison InProportion(IReadOnlyList<Expression> a, IReadOnlyList<Expression> b)
    {
        if (a.Count != b.Count) return Comparison.Different;
        if (a.Concat(b).Any(item => values.Compare(item, new Number(0)) != Comparison.Different)) return InOrder(a, b);
        return All(a.Zip(b).Select(pair => values.Compare(new Product([pair.First, b[0]]), new Product([pair.Second, a[0]]))));
    }

    private Comparison CompareSets(IReadOnlyList<Expression> a, IReadOnlyList<Expression> b) =>
        All(a.Select(item => AnyEqual(item, b)).Concat(b.Select(item => AnyEqual(item, a))));

    private Comparison AnyEqual(Expression item, IReadOnlyList<Expression> others)
    {
        var unknown = false;
        foreach (var other in others)
        {
            var verdict = Compare(item, other);
            if (verdict == Comparison.Equal) return verdict;
            unknown |= verdict == Comparison.Unknown;
        }

        return unknown ? Comparison.Unknown : Comparison.Different;
    }

    /// <summary>Each item of one list against a different item of the other, in any order.</summary>
    private Comparison CompareLists(IReadOnlyList<Expression> a, IReadOnlyList<Expression> b)
    {
        if (a.Count != b.Count) return Comparison.Different;
        var left = b.ToList();
        foreach (var item in a)
        {
            var unknown = false;
            var match = left.FindIndex(other =>
            {
                var verdict = Compare(item, other);
                unknown |= verdict == Comparison.Unknown;
                return verdict == Comparison.Equal;
            });
            if (match < 0) return unknown ? Comparison.Unknown : Comparison.Different;
            left.RemoveAt(match);
        }

        return Comparison.Equal;
    }

    private static Comparison All(IEnumerable<Comparison> verdicts)
    {
        var unknown = false;
        foreach (var verdict in verdicts)
        {
            if (verdict == Comparison.Different) return verdict;
            unknown |= verdict == Comparison.Unknown;
        }

        return unknown ? Comparison.Unknown : Comparison.Equal;
    }
}
