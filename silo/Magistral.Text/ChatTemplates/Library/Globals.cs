using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>The functions that every template can call.</summary>
internal static class Globals
{
    private const int MaxRange = 100_000;

    public static Scope Create(TimeProvider time) => new(null)
    {
        ["range"] = new TemplateFunction("range", Range),
        ["dict"] = new TemplateFunction("dict", Dictionary),
        ["namespace"] = new TemplateFunction("namespace", Namespace),
        ["raise_exception"] = new TemplateFunction("raise_exception", arguments => throw new TemplateFault($"the template refuses the conversation: {PythonText.Of(arguments.Only("message"))}", "change the conversation")),
        ["strftime_now"] = new TemplateFunction("strftime_now", arguments => TimeFormat.Apply(arguments.Text("format"), time.GetLocalNow())),
    };

    private static TemplateList Range(Arguments arguments)
    {
        var first = arguments.Whole("start", 0);
        var (from, to) = arguments.HasMore ? (first, arguments.Whole("stop", 0)) : (0, first);
        var step = arguments.HasMore ? arguments.Whole("step", 1) : 1;
        arguments.End();
        if (step == 0)
            throw new TemplateFault("the step of range is 0");
        var count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
        if (count > MaxRange)
            throw new TemplateFault($"range has more than {MaxRange} items");
        return new([.. Enumerable.Range(0, (int)Math.Max(0, count)).Select(index => (object?)(from + index * step))]);
    }

    private static TemplateMapping Dictionary(Arguments arguments)
    {
        var mapping = new TemplateMapping();
        if (arguments.HasMore)
            foreach (var (key, value) in PairsOf(arguments.Take("mapping")))
                mapping.Set(key, value);
        foreach (var name in arguments.Named.Keys)
            mapping.Set(name, arguments.Take(name));
        arguments.End();
        return mapping;
    }

    private static TemplateNamespace Namespace(Arguments arguments)
    {
        var made = new TemplateNamespace();
        foreach (var (key, value) in Dictionary(arguments).Items)
            made.Attributes[PythonText.Of(key)] = value;
        return made;
    }

    private static IEnumerable<KeyValuePair<object?, object?>> PairsOf(object? value) => value is TemplateMapping mapping
        ? mapping.Items
        : Sequences.ItemsOf(value).Select(item => item is TemplateList { Items: [var key, var content] }
            ? KeyValuePair.Create(key, content) : throw new TemplateFault("dict is given something else than pairs"));
}
