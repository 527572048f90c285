namespace Magistral.Client.Specs;

/// <summary>Finds the name that was probably meant: a setting, a command, an option.</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The known name with the least edits to <paramref name="name"/>, when that is at most a third of its length; else null.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
            return null;
        var plain = Plain(name);
        var (nearest, edits) = known.Select(other => (Name: other, Edits: Edits(plain, Plain(other)))).MinBy(pair => pair.Edits);
        return nearest is not null && edits <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

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
