namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Items of values: all, by index, by slice.</summary>
internal static class Sequences
{
    /// <summary>The items of what can be iterated: a mapping gives its keys, a string its characters, an undefined value nothing.</summary>
    public static IReadOnlyList<object?> ItemsOf(object? value) => value switch
    {
        TemplateList list => list.Items,
        string text => CodePoints.Split(text),
        TemplateMapping mapping => [.. mapping.Items.Select(item => item.Key)],
        Undefined => [],
        _ => throw new TemplateFault($"{Faults.TypeOf(value)} cannot be iterated"),
    };

    public static long Length(object? value) => value switch
    {
        TemplateList list => list.Items.Count,
        string text => CodePoints.Count(text),
        TemplateMapping mapping => mapping.Items.Count,
        Undefined => 0,
        _ => throw new TemplateFault($"{Faults.TypeOf(value)} has no length"),
    };

    public static bool Contains(object? container, object? item, Budget budget)
    {
        switch (container)
        {
            case string text:
                budget.Spend(text.Length);
                return item is string part ? text.Contains(part, StringComparison.Ordinal) : throw new TemplateFault($"{Faults.TypeOf(item)} cannot be looked for in a string");
            case TemplateMapping mapping:
                return mapping.TryGet(item, out _);
            default:
                var items = ItemsOf(container);
                budget.Spend(items.Count);
                return items.Any(other => Comparing.AreEqual(other, item));
        }
    }

    /// <summary>The item at an index, from the end where it is negative; null result means there is none.</summary>
    public static bool TryItem(object? value, long index, out object? item)
    {
        item = null;
        if (value is not (TemplateList or string))
            return false;
        var items = ItemsOf(value);
        if (index < 0)
            index += items.Count;
        if (index < 0 || index >= items.Count)
            return false;
        item = items[(int)index];
        return true;
    }

    public static object Slice(object? value, long? start, long? stop, long? step, Budget budget)
    {
        if (value is not (TemplateList or string))
        {
            Faults.IfUndefined(value);
            return new Undefined($"{Faults.TypeOf(value)} cannot be sliced");
        }

        var by = step ?? 1;
        if (by == 0)
            throw new TemplateFault("the step of a slice is 0");
        var items = ItemsOf(value);
        budget.Spend(items.Count);
        long count = items.Count;
        var (low, high) = by > 0 ? (0L, count) : (-1L, count - 1);
        var from = start is { } first ? Math.Clamp(first < 0 ? first + count : first, low, high) : by > 0 ? low : high;
        var to = stop is { } last ? Math.Clamp(last < 0 ? last + count : last, low, high) : by > 0 ? high : low;
        var taken = new List<object?>();
        for (var at = from; by > 0 ? at < to : at > to; at += by)
            taken.Add(items[(int)at]);
        return value is TemplateList list ? new TemplateList(taken, list.IsTuple) : CodePoints.Join(taken);
    }
}
