using System.Buffers;
using System.Globalization;
using System.Text;

namespace Magistral.Text.Tokenizers.Splitting;

/// <summary>Finds added tokens in a text: the leftmost first, the longest of those that begin at one place.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class AddedTokenFinder
{
    private readonly SearchValues<string>? search;
    private readonly Dictionary<char, (string Content, AddedToken Token)[]> byFirst;

    /// <param name="tokens">Each with the text to look for, which may differ from its content by normalisation.</param>
    public AddedTokenFinder(IReadOnlyCollection<(string Content, AddedToken Token)> tokens)
    {
        var searched = tokens.Where(token => token.Content.Length > 0).ToList();
        search = searched.Count == 0 ? null : SearchValues.Create([.. searched.Select(token => token.Content)], StringComparison.Ordinal);
        byFirst = searched.GroupBy(token => token.Content[0]).ToDictionary(group => group.Key, group => group.OrderByDescending(token => token.Content.Length).ToArray());
    }

    /// <summary>Gives the parts of a text in order: an added token, or a part between them with no token.</summary>
    public IEnumerable<(AddedToken? Token, int Start, int End)> Find(string text)
    {
        var covered = 0;
        for (var position = 0; search is not null && Next(text, position) is var (found, at, length); position = at + length)
        {
            var (start, end) = (at, at + length);
            if (found.SingleWord && (start > 0 && EndsWithWord(text.AsSpan(0, start)) || end < text.Length && StartsWithWord(text.AsSpan(end))))
                continue;
            if (found.LeftStrip)
                while (start > covered && char.IsWhiteSpace(text[start - 1]))
                    start--;
            if (found.RightStrip)
                while (end < text.Length && char.IsWhiteSpace(text[end]))
                    end++;
            if (covered < start)
                yield return (null, covered, start);
            yield return (found, start, end);
            covered = end;
        }

        if (covered < text.Length)
            yield return (null, covered, text.Length);
    }

    private (AddedToken Token, int At, int Length)? Next(string text, int from)
    {
        if (text.AsSpan(from).IndexOfAny(search!) is var offset and >= 0)
            foreach (var (content, token) in byFirst[text[from + offset]])
                if (string.CompareOrdinal(text, from + offset, content, 0, content.Length) == 0)
                    return (token, from + offset, content.Length);
        return null;
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool EndsWithWord(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out var rune, out _) == OperationStatus.Done && IsWord(rune);

    private static bool IsWord(Rune rune) => rune.Value is 0x200C or 0x200D || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
