namespace Magistral.Text.ChatTemplates.Values;

/// <summary>The arguments of a call, taken one after the other in the order of the parameters.</summary>
internal sealed class Arguments(string callee, IReadOnlyList<object?> positional, IReadOnlyDictionary<string, object?> named)
{
    private readonly HashSet<string> taken = [];
    private readonly HashSet<string> takenByPosition = [];
    private int next;

    public IReadOnlyList<object?> Positional { get; } = positional;

    public IReadOnlyDictionary<string, object?> Named { get; } = named;

    /// <summary>Whether a further argument by position is there.</summary>
    public bool HasMore => next < Positional.Count;

    /// <summary>The next parameter's value.</summary>
    public bool TryTake(string name, out object? value)
    {
        if (next < Positional.Count)
        {
            takenByPosition.Add(name);
            value = Positional[next++];
            return true;
        }

        return TryTakeNamed(name, out value);
    }

    /// <summary>An argument that can only be given by name.</summary>
    public bool TryTakeNamed(string name, out object? value)
    {
        taken.Add(name);
        return Named.TryGetValue(name, out value);
    }

    /// <summary>All further arguments by position.</summary>
    public IReadOnlyList<object?> TakeRest()
    {
        IReadOnlyList<object?> rest = [.. Positional.Skip(next)];
        next = Positional.Count;
        return rest;
    }

    /// <summary>All further arguments by name.</summary>
    public TemplateMapping TakeRestNamed()
    {
        var rest = new TemplateMapping();
        foreach (var (name, value) in Named)
            if (taken.Add(name))
                rest.Set(name, value);
        return rest;
    }

    public object? Take(string name) => TryTake(name, out var value) ? value : throw new TemplateFault($"{callee} lacks its argument {name}");

    public object? Take(string name, object? otherwise) => TryTake(name, out var value) ? value : otherwise;

    public bool Flag(string name, bool otherwise) => Comparing.IsTrue(Take(name, otherwise));

    public string Text(string name) => TextOf(name, Take(name));

    public string? TextOrNone(string name) => Take(name, null) is { } value ? TextOf(name, value) : null;

    public long Whole(string name, long otherwise) => Take(name, otherwise) switch
    {
        long number => number,
        bool flag => flag ? 1 : 0,
        var other => throw new TemplateFault($"{callee} has {Faults.TypeOf(other)} as {name}, not an integer"),
    };

    /// <summary>The value of the only argument; a fault when there are more or none.</summary>
    public object? Only(string name)
    {
        var value = Take(name);
        End();
        return value;
    }

    /// <summary>Refuses what was not taken.</summary>
    public void End()
    {
        if (HasMore)
            throw new TemplateFault($"{callee} has {Positional.Count} arguments, more than it takes");
        foreach (var name in Named.Keys)
            if (!taken.Contains(name))
                throw new TemplateFault($"{callee} has an argument {name} {(takenByPosition.Contains(name) ? "twice" : "that is not known")}");
    }

    /// <summary>What remains, as the arguments of something else.</summary>
    public Arguments Rest(string other) => new(other, [.. Positional.Skip(next)], Named.Where(pair => !taken.Contains(pair.Key)).ToDictionary());

    private string TextOf(string name, object? value) =>
        value as string ?? throw new TemplateFault($"{callee} has {Faults.TypeOf(value)} as {name}, not a string");
}
