namespace Magistral.Client.Specs.Syntax;

/// <summary>Keys with their values, in the order they were written.</summary>
internal sealed class SpecMap(SpecLocation location) : SpecNode(location)
{
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private readonly List<SpecEntry> entries = [];

    public IReadOnlyList<SpecEntry> Entries => entries;

    public SpecEntry? Find(string key) => positions.TryGetValue(key, out var position) ? entries[position] : null;

    /// <summary>Adds an entry, or replaces the one with this key.</summary>
    public void Set(SpecEntry entry)
    {
        if (positions.TryAdd(entry.Key, entries.Count))
            entries.Add(entry);
        else
            entries[positions[entry.Key]] = entry;
    }

    public override string Describe() => "a mapping";
}
