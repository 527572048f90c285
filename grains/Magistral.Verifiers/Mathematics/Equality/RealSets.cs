using Magistral.Verifiers.Mathematics.Evaluation;

namespace Magistral.Verifiers.Mathematics.Equality;

/// <summary>Unions of intervals with exact endpoints, in canonical form: ascending, apart, none empty.</summary>
/// <remarks>Throws <see cref="NoValueException"/> when two endpoints cannot be ordered.</remarks>
internal sealed class RealSets(Effort effort)
{
    public int Order(Endpoint a, Endpoint b)
    {
        if (a.Infinity != 0 || b.Infinity != 0) return a.Infinity.CompareTo(b.Infinity);
        return new ValuePair(a.Value!, b.Value!, effort).Order() ?? throw new NoValueException("endpoints without order");
    }

    /// <summary>The set of one interval, or of none when it is empty.</summary>
    public IReadOnlyList<Interval> Of(Interval interval) => IsEmpty(interval) ? [] : [interval];

    public IReadOnlyList<Interval> Union(IReadOnlyList<Interval> a, IReadOnlyList<Interval> b)
    {
        var sorted = a.Concat(b).ToList();
        sorted.Sort(CompareLows);
        var merged = new List<Interval>();
        foreach (var next in sorted)
        {
            if (merged.Count > 0 && Touches(merged[^1], next)) merged[^1] = Merge(merged[^1], next);
            else merged.Add(next);
        }

        return merged;
    }

    public IReadOnlyList<Interval> Intersection(IReadOnlyList<Interval> a, IReadOnlyList<Interval> b)
    {
        IReadOnlyList<Interval> common = [];
        foreach (var x in a)
            foreach (var y in b)
                common = Union(common, Of(Overlap(x, y)));
        return common;
    }

    public IReadOnlyList<Interval> Difference(IReadOnlyList<Interval> a, IReadOnlyList<Interval> b) => Intersection(a, Complement(b));

    public IReadOnlyList<Interval> Complement(IReadOnlyList<Interval> a)
    {
        var rest = new List<Interval>();
        var (low, includes) = (Endpoint.Lowest, false);
        foreach (var interval in a)
        {
            rest.AddRange(Of(new(low, includes, interval.Low, !interval.IncludesLow && interval.Low.Infinity == 0)));
            (low, includes) = (interval.High, !interval.IncludesHigh && interval.High.Infinity == 0);
        }

        rest.AddRange(Of(new(low, includes, Endpoint.Highest, false)));
        return rest;
    }

    public bool AreEqual(IReadOnlyList<Interval> a, IReadOnlyList<Interval> b) => a.Count == b.Count && a.Zip(b).All(pair =>
        pair.First.IncludesLow == pair.Second.IncludesLow && pair.First.IncludesHigh == pair.Second.IncludesHigh
        && Order(pair.First.Low, pair.Second.Low) == 0 && Order(pair.First.High, pair.Second.High) == 0);

    private bool IsEmpty(Interval interval)
    {
        var order = Order(interval.Low, interval.High);
        return order > 0 || (order == 0 && !(interval.IncludesLow && interval.IncludesHigh));
    }

    private int CompareLows(Interval a, Interval b) =>
        Order(a.Low, b.Low) is var order && order != 0 ? order : b.IncludesLow.CompareTo(a.IncludesLow);

    /// <summary>Whether two intervals, the first starting first, leave no gap.</summary>
    private bool Touches(Interval a, Interval b) => Order(b.Low, a.High) is var order && (order < 0 || (order == 0 && (a.IncludesHigh || b.IncludesLow)));

    private Interval Merge(Interval a, Interval b)
    {
        var order = Order(a.High, b.High);
        return order < 0 ? a with { High = b.High, IncludesHigh = b.IncludesHigh }
            : order == 0 ? a with { IncludesHigh = a.IncludesHigh || b.IncludesHigh }
            : a;
    }

    private Interval Overlap(Interval a, Interval b)
    {
        var low = Order(a.Low, b.Low);
        var high = Order(a.High, b.High);
        return new(
            low >= 0 ? a.Low : b.Low,
            low > 0 ? a.IncludesLow : low < 0 ? b.IncludesLow : a.IncludesLow && b.IncludesLow,
            high <= 0 ? a.High : b.High,
            high < 0 ? a.IncludesHigh : high > 0 ? b.IncludesHigh : a.IncludesHigh && b.IncludesHigh);
    }
}
