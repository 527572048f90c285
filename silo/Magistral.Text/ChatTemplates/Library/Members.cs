using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>`value.name` and `value[key]`: items and a fixed list of methods; nothing of the host is within reach.</summary>
internal static class Members
{
    private static readonly string[] Changing = ["append", "clear", "extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort", "update"];

    public static object? Attribute(object? target, string name, Budget budget)
    {
        Faults.IfUndefined(target);
        if (Method(target, name, budget) is { } method)
            return method;
        switch (target)
        {
            case TemplateMapping mapping when mapping.TryGet(name, out var value):
                return value;
            case TemplateNamespace values:
                return values.Attributes.TryGetValue(name, out var attribute) ? attribute : new Undefined($"the namespace has no attribute '{name}'");
            case Loop loop:
                return loop.Attribute(name);
            default:
                return new Undefined($"{Faults.TypeOf(target)} has no attribute '{name}'");
        }
    }

    public static object? Item(object? target, object? key, Budget budget)
    {
        Faults.IfUndefined(target);
        if (target is TemplateMapping mapping && mapping.TryGet(key, out var value))
            return value;
        if (key is long or bool && Sequences.TryItem(target, key is long index ? index : (bool)key ? 1 : 0, out var item))
            return item;
        return key is string name ? Attribute(target, name, budget) : new Undefined($"{Faults.TypeOf(target)} has no item {PythonText.Of(key)}");
    }

    private static TemplateFunction? Method(object? target, string name, Budget budget)
    {
        if (target is TemplateMapping or TemplateList { IsTuple: false } && Changing.Contains(name) && !(target is TemplateMapping && name is not ("clear" or "pop" or "popitem" or "setdefault" or "update")))
            return new(name, _ => throw new TemplateFault($"{name} would change {Faults.TypeOf(target)}, which templates may not", "build a new value"));
        return target switch
        {
            string text => StringMethods.Find(text, name, budget),
            TemplateMapping mapping => OfMapping(mapping, name),
            TemplateList list => OfList(list, name),
            _ => null,
        };
    }

    private static TemplateFunction? OfMapping(TemplateMapping mapping, string name)
    {
        return name switch
        {
            "items" => Whole(() => new TemplateList([.. mapping.Items.Select(item => new TemplateList([item.Key, item.Value], isTuple: true))])),
            "keys" => Whole(() => new TemplateList([.. mapping.Items.Select(item => item.Key)])),
            "values" => Whole(() => new TemplateList([.. mapping.Items.Select(item => item.Value)])),
            "copy" => Whole(() => mapping),
            "get" => new(name, arguments =>
            {
                var (key, otherwise) = (arguments.Take("key"), arguments.Take("default", null));
                arguments.End();
                return mapping.TryGet(key, out var value) ? value : otherwise;
            }),
            _ => null,
        };

        TemplateFunction Whole(Func<object> compute) => new(name, arguments =>
        {
            arguments.End();
            return compute();
        });
    }

    private static TemplateFunction? OfList(TemplateList list, string name) => name switch
    {
        "count" => new(name, arguments => arguments.Only("value") is var counted ? (long)list.Items.Count(item => Comparing.AreEqual(item, counted)) : 0L),
        "index" => new(name, arguments => arguments.Only("value") is var sought && list.Items.ToList().FindIndex(item => Comparing.AreEqual(item, sought)) is >= 0 and var at
            ? (long)at : throw new TemplateFault("the value is not in the list")),
        "copy" when !list.IsTuple => new(name, arguments =>
        {
            arguments.End();
            return list;
        }),
        _ => null,
    };
}
