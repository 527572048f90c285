namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Names and their values; what it lacks is looked for in the scope around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, object?> values = [];

    public object? this[string name]
    {
        set => values[name] = value;
    }

    public bool TryGet(string name, out object? value)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
            if (scope.values.TryGetValue(name, out value))
                return true;
        value = null;
        return false;
    }

    private Scope? Outer { get; } = outer;
}
