namespace Magistral.Client.Specs.Syntax;

/// <summary>One <c>path=value</c>, put into the tree before it is bound, so that it is checked like what was written.</summary>
internal sealed class SpecOverride
{
    private readonly SpecLocation location;
    private readonly FaultList faults;

    private SpecOverride(SpecLocation location, FaultList faults) => (this.location, this.faults) = (location, faults);

    /// <summary>Applies one override to the root, or adds a fault and leaves the tree as it was.</summary>
    public static void Apply(SpecMap root, string assignment, FaultList faults)
    {
        var location = new SpecLocation($"--set {Quoting.Shorten(assignment)}", 0, 0);
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || SpecPath.Split(assignment[..equals].Trim()) is not { } steps)
        {
            faults.Add(location, "", "this is not path=value", "write it like rl.learning_rate=1e-4 or stages[1].l_max=60");
            return;
        }
        if (new YamlTree(location.Source, hasLines: false, faults).Read(assignment[(equals + 1)..]) is { } value)
            new SpecOverride(location, faults).Put(root, steps, value);
    }

    private void Put(SpecNode node, IReadOnlyList<string> steps, SpecNode value)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            var last = i == steps.Count - 1;
            if (Next(node, steps, i, last ? value : null) is not { } next)
                return;
            node = next;
        }
    }

    private SpecNode? Next(SpecNode node, IReadOnlyList<string> steps, int i, SpecNode? value)
    {
        switch (node)
        {
            case SpecMap map:
                if (SpecPath.Index(steps[i]) is { } number && i > 0)
                    return Refuse(steps, i, $"is not a list, so it has no item {number}", "name a key of it");
                var child = value ?? map.Find(steps[i])?.Value;
                if (child is null && i + 1 < steps.Count && SpecPath.Index(steps[i + 1]) is not null)
                    return Refuse(steps, i + 1, "is not written in the spec", "set the whole list, such as [1, 2]");
                child ??= new SpecMap(location);
                map.Set(new(steps[i], map.Find(steps[i])?.Location ?? location, child));
                return child;
            case SpecList list:
                if (SpecPath.Index(steps[i]) is not { } index || index >= list.Items.Count)
                    return Refuse(steps, i, $"has no item {Quoting.Quote(steps[i])}", list.Items.Count == 0 ? "it is empty" : $"its items are 0 to {list.Items.Count - 1}");
                return list.Items[index] = value ?? list.Items[index];
            default:
                return Refuse(steps, i, "is a single value, so nothing is inside it", "leave out what follows it in the path");
        }
    }

    private SpecNode? Refuse(IReadOnlyList<string> steps, int depth, string what, string remedy)
    {
        faults.Add(location, SpecPath.Join(steps.Take(depth)), what, remedy);
        return null;
    }
}
