using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Filters of lists and mappings.</summary>
internal static class ListFilters
{
    public static void Register(Dictionary<string, Filters.Function> known)
    {
        known["default"] = known["d"] = (value, arguments, _) =>
            arguments.Take("default_value", "") is var otherwise && (arguments.Flag("boolean", false) ? !Comparing.IsTrue(value) : value is Undefined) ? otherwise : value;
        known["first"] = (value, _, _) => Sequences.ItemsOf(value) is [var first, ..] ? first : new Undefined("No first item, sequence was empty.");
        known["last"] = (value, _, _) => Sequences.ItemsOf(value) is [.., var last] ? last : new Undefined("No last item, sequence was empty.");
        known["list"] = (value, _, _) => new TemplateList(Sequences.ItemsOf(value));
        known["items"] = (value, _, _) => value switch
        {
            TemplateMapping mapping => Pairs(mapping.Items),
            Undefined => new TemplateList([]),
            _ => throw new TemplateFault($"{Faults.TypeOf(value)} has no items, only mappings have"),
        };
        known["reverse"] = (value, _, _) => value is string text ? CodePoints.Join(CodePoints.Split(text).AsEnumerable().Reverse()) : new TemplateList([.. Sequences.ItemsOf(value).Reverse()]);
        known["join"] = (value, arguments, budget) => Join(value, PythonText.Of(arguments.Take("d", "")), AttributePath.Of(arguments.Take("attribute", null), budget), budget);
        known["dictsort"] = (value, arguments, _) => DictSort(value, arguments.Flag("case_sensitive", false), arguments.Take("by", "key"), arguments.Flag("reverse", false));
        known["sort"] = (value, arguments, budget) => Sort(value, arguments.Flag("reverse", false), arguments.Flag("case_sensitive", false), AttributePath.Of(arguments.Take("attribute", null), budget));
        known["unique"] = (value, arguments, budget) => Unique(value, arguments.Flag("case_sensitive", false), AttributePath.Of(arguments.Take("attribute", null), budget), budget);
        known["min"] = (value, arguments, budget) => Extreme(value, -1, arguments, budget);
        known["max"] = (value, arguments, budget) => Extreme(value, 1, arguments, budget);
        known["sum"] = (value, arguments, budget) => AttributePath.Of(arguments.Take("attribute", null), budget) is var path
            ? Sequences.ItemsOf(value).Aggregate(arguments.Take("start", 0L), (sum, item) => Arithmetic.Apply("+", sum, path(item), budget)) : null;
        known["attr"] = (value, arguments, budget) => Members.Attribute(value, arguments.Text("name"), budget);
        known["batch"] = (value, arguments, _) => Batch(Sequences.ItemsOf(value), arguments.Whole("linecount", 0), arguments.Take("fill_with", null));
    }

    private static TemplateList Pairs(IEnumerable<KeyValuePair<object?, object?>> items) => new([.. items.Select(item => new TemplateList([item.Key, item.Value], isTuple: true))]);

    private static string Join(object? value, string separator, Func<object?, object?> attribute, Budget budget)
    {
        var parts = Sequences.ItemsOf(value).Select(item => PythonText.Of(attribute(item))).ToList();
        budget.Spend(parts.Sum(part => (long)part.Length + separator.Length));
        return string.Join(separator, parts);
    }

    private static TemplateList DictSort(object? value, bool caseSensitive, object? by, bool reverse)
    {
        if (value is not TemplateMapping mapping)
            throw new TemplateFault($"dictsort is given {Faults.TypeOf(value)}, not a mapping");
        if (by is not ("key" or "value"))
            throw new TemplateFault("dictsort sorts by key or by value");
        return Pairs(Ordered(mapping.Items, item => by is "key" ? item.Key : item.Value, caseSensitive, reverse));
    }

    private static TemplateList Sort(object? value, bool reverse, bool caseSensitive, Func<object?, object?> attribute) =>
        new([.. Ordered(Sequences.ItemsOf(value), attribute, caseSensitive, reverse)]);

    // stable both ways, as in Python
    private static IReadOnlyList<T> Ordered<T>(IEnumerable<T> items, Func<T, object?> key, bool caseSensitive, bool reverse)
    {
        var comparer = Comparer<object?>.Create((a, b) => reverse ? Comparing.Compare(b, a) : Comparing.Compare(a, b));
        try
        {
            return [.. items.OrderBy(item => Folded(key(item), caseSensitive), comparer)];
        }
        catch (InvalidOperationException error) when (error.InnerException is TemplateFault fault)   // what sorts wraps what its comparer throws
        {
            throw new TemplateFault(fault.What, fault.Remedy);
        }
    }

    private static TemplateList Unique(object? value, bool caseSensitive, Func<object?, object?> attribute, Budget budget)
    {
        var (kept, seen) = (new List<object?>(), new TemplateMapping());
        foreach (var item in Sequences.ItemsOf(value))
        {
            budget.Spend();
            var key = Folded(attribute(item), caseSensitive);
            if (seen.TryGet(key, out _))
                continue;
            seen.Set(key, true);
            kept.Add(item);
        }

        return new(kept);
    }

    private static object? Extreme(object? value, int sign, Arguments arguments, Budget budget)
    {
        var (caseSensitive, attribute, items) = (arguments.Flag("case_sensitive", false), AttributePath.Of(arguments.Take("attribute", null), budget), Sequences.ItemsOf(value));
        return items.Count == 0 ? new Undefined("No aggregated item, sequence was empty.")
            : items.Aggregate((best, item) => Comparing.Compare(Folded(attribute(item), caseSensitive), Folded(attribute(best), caseSensitive)) * sign > 0 ? item : best);
    }

    private static TemplateList Batch(IReadOnlyList<object?> items, long size, object? fill)
    {
        if (size is <= 0 or > 1 << 20)
            throw new TemplateFault($"batch makes lists of {size} items");
        return new([.. items.Chunk((int)size).Select(chunk => new TemplateList(fill is null ? chunk : [.. chunk, .. Enumerable.Repeat(fill, (int)size - chunk.Length)]))]);
    }

    private static object? Folded(object? value, bool caseSensitive) => value is string text && !caseSensitive ? Casing.Lower(text) : value;
}
