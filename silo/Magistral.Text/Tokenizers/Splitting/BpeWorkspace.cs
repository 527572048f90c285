namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>What one encoding call changes: the ids so far, the symbols of the word at hand, and words met before with their ids. Used by one thread at a time.</summary>
internal sealed class BpeWorkspace
{
    private const int MaxWords = 1 << 16;

    private readonly Dictionary<string, int[]> words = [];
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> lookup;

    public BpeWorkspace() => lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The ids of the text so far.</summary>
    public List<int> Ids { get; } = [];

    /// <summary>The symbols of the word that is being merged.</summary>
    public List<int> Symbols { get; } = [];

    public bool TryGet(ReadOnlySpan<char> word, out int[]? ids) => lookup.TryGetValue(word, out ids);

    /// <summary>Remembers a word; forgets all when there are too many.</summary>
    public void Remember(ReadOnlySpan<char> word, int[] ids)
    {
        if (words.Count >= MaxWords)
            words.Clear();
        lookup[word] = ids;
    }
}
