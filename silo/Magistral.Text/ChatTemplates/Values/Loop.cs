namespace Magistral.Text.ChatTemplates.Values;

/// <summary>The variable `loop` inside of a loop.</summary>
internal sealed class Loop(IReadOnlyList<object?> items, int depth, Func<object?, string>? recurse)
{
    private object? last = new();

    public int Index { get; set; }

    public TemplateFunction? Recursion { get; } = recurse is null ? null : new("loop", arguments => recurse(arguments.Only("iterable")));

    public object? Attribute(string name) => name switch
    {
        "index" => Index + 1L,
        "index0" => (long)Index,
        "revindex" => (long)(items.Count - Index),
        "revindex0" => items.Count - Index - 1L,
        "first" => Index == 0,
        "last" => Index == items.Count - 1,
        "length" => (long)items.Count,
        "depth" => depth + 1L,
        "depth0" => (long)depth,
        "previtem" => Index > 0 ? items[Index - 1] : new Undefined("there is no previous item"),
        "nextitem" => Index < items.Count - 1 ? items[Index + 1] : new Undefined("there is no next item"),
        "cycle" => new TemplateFunction("cycle", arguments => arguments.Positional.Count > 0 ? arguments.Positional[Index % arguments.Positional.Count] : throw new TemplateFault("loop.cycle has no items")),
        "changed" => new TemplateFunction("changed", arguments => Changed(new TemplateList([.. arguments.Positional]))),
        _ => new Undefined($"loop has no attribute '{name}'"),
    };

    private bool Changed(TemplateList value)
    {
        var changed = !Comparing.AreEqual(last, value);
        last = value;
        return changed;
    }
}
