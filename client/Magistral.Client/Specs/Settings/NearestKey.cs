namespace Magistral.Client.Specs.Settings;

/// <summary>Finds the key that was probably meant.</summary>
internal static class NearestKey
{
    private const int LongestKey = 64;

    /// <summary>The known key with the least edits to <paramref name="key"/>, when that is at most a third of its length; else null.</summary>
    public static string? Find(string key, IEnumerable<string> known)
    {
        if (key.Length > LongestKey)
            return null;
        var plain = Plain(key);
        var (nearest, edits) = known.Select(name => (name, edits: Edits(plain, Plain(name)))).MinBy(pair => pair.edits);
        return nearest is not null && edits <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    private static string Plain(string key) => key.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.</summary>
    private static int Edits(string from, string to)
    {
        var table = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
            for (var j = 0; j <= to.Length; j++)
                table[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Least(table, from, to, i, j),
                };
        return table[from.Length, to.Length];
    }

    private static int Least(int[,] table, string from, string to, int i, int j)
    {
        var least = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
    }
}
