namespace Magistral.Verifiers.Language;

/// <summary>Finds a mark at or behind places that only rise; all searches together read the text once.</summary>
internal sealed class NextOccurrence(string text, string mark)
{
    private int known = -2;

    /// <summary>The index of the next mark, or the end of the text.</summary>
    public int From(int at)
    {
        if (known >= at || known == text.Length) return known;
        known = at > text.Length ? text.Length : text.IndexOf(mark, at, StringComparison.Ordinal);
        return known = known < 0 ? text.Length : known;
    }
}
