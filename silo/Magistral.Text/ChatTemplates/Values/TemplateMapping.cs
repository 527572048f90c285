namespace Magistral.Text.ChatTemplates.Values;

/// <summary>A mapping that keeps its order. Templates cannot change it.</summary>
internal sealed class TemplateMapping
{
    private static readonly object NoneKey = new();

    private readonly Dictionary<object, int> places = new(new KeyComparer());
    private readonly List<KeyValuePair<object?, object?>> items = [];

    public IReadOnlyList<KeyValuePair<object?, object?>> Items => items;

    public void Set(object? key, object? value)
    {
        if (places.TryGetValue(key ?? NoneKey, out var place))
            items[place] = new(items[place].Key, value);
        else
        {
            places[key ?? NoneKey] = items.Count;
            items.Add(new(key, value));
        }
    }

    public bool TryGet(object? key, out object? value)
    {
        var found = places.TryGetValue(key ?? NoneKey, out var place);
        value = found ? items[place].Value : null;
        return found;
    }

    /// <summary>Keys are equal as in Python: 1, 1.0 and True are one key.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || x != NoneKey && y != NoneKey && Comparing.AreEqual(x, y);

        public int GetHashCode(object key) => key switch
        {
            bool flag => (flag ? 1.0 : 0.0).GetHashCode(),
            long number => ((double)number).GetHashCode(),
            TemplateList list => list.Items.Count,
            _ => key.GetHashCode(),
        };
    }
}
