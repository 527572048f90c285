using System.Globalization;
using System.Text;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers.Merging;

/// <summary>Byte-pair encoding: the end of the pre-tokenizers, turns pieces into token ids.</summary>
/// <remarks>
/// Words are merged once and then remembered, which is what makes it fast. Where a piece is a whole text (a vocabulary with visible spaces and no
/// pre-tokenizer) it is first cut before every space mark, if no merge reaches over such a place: the merges on both sides cannot see each other.
/// Microsoft.ML.Tokenizers 2.0.1 knows neither whole-word matches before merges nor byte fallback, and reached 3 MB/s where this reaches 20.
/// Immutable and thread-safe; what changes is in the workspace.
/// </remarks>
internal sealed class BpeModel : IPieceStage
{
    private const char SpaceMark = '\u2581';
    private const int MaxRemembered = 64;

    private readonly BpeOptions options;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> vocabulary;
    private readonly int[] byteTokens = new int[256];
    private readonly Dictionary<int, int> characterTokens = [];
    private readonly bool cutsAtMarks;

    public BpeModel(BpeOptions options)
    {
        this.options = options;
        vocabulary = options.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var value = 0; value < 256; value++)
            byteTokens[value] = options.Vocabulary.GetValueOrDefault(
                options.ByteLevel ? ByteAlphabet.CharacterOf((byte)value).ToString() : string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>"), -1);
        foreach (var (text, id) in options.Vocabulary)
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && length == text.Length)
                characterTokens[rune.Value] = id;
        cutsAtMarks = !options.ByteLevel && characterTokens.ContainsKey(SpaceMark) && !options.MergesOverMarks;
    }

    /// <summary>Whether a token holds a space mark behind something else.</summary>
    public static bool HoldsMarkAfterOther(ReadOnlySpan<char> token) => token.TrimStart(SpaceMark).Contains(SpaceMark);

    public void Take(in TextPiece piece, BpeWorkspace work)
    {
        var text = piece.Span;
        if (options.ByteLevel || !cutsAtMarks)
        {
            Word(text, work, options.IgnoreMerges);
            return;
        }

        if (options.IgnoreMerges && vocabulary.TryGetValue(text, out var whole))
        {
            work.Ids.Add(whole);
            return;
        }

        for (var start = 0; start < text.Length;)
        {
            var end = start;
            while (end < text.Length && text[end] == SpaceMark)
                end++;
            var length = text[end..].IndexOf(SpaceMark);
            end = length < 0 ? text.Length : end + length;
            Word(text[start..end], work, wholeFirst: false);
            start = end;
        }
    }

    private void Word(ReadOnlySpan<char> word, BpeWorkspace work, bool wholeFirst)
    {
        if (work.TryGet(word, out var known))
        {
            work.Ids.AddRange(known!);
            return;
        }

        work.Symbols.Clear();
        if (wholeFirst && Whole(word) is >= 0 and var whole)
        {
            work.Symbols.Add(whole);
        }
        else
        {
            if (options.ByteLevel)
                AddBytes(word, work.Symbols);
            else
                AddCharacters(word, work.Symbols);
            SymbolMerger.Merge(work.Symbols, options.Merges);
        }

        if (word.Length <= MaxRemembered)
            work.Remember(word, [.. work.Symbols]);
        work.Ids.AddRange(work.Symbols);
    }

    private int Whole(ReadOnlySpan<char> word)
    {
        if (!options.ByteLevel)
            return vocabulary.TryGetValue(word, out var id) ? id : -1;
        var characters = new StringBuilder(word.Length);
        foreach (var value in Encoding.UTF8.GetBytes(word.ToArray()))
            characters.Append(ByteAlphabet.CharacterOf(value));
        return options.Vocabulary.GetValueOrDefault(characters.ToString(), -1);
    }

    private void AddBytes(ReadOnlySpan<char> word, List<int> symbols)
    {
        var longest = Encoding.UTF8.GetMaxByteCount(word.Length);
        var bytes = longest <= 512 ? stackalloc byte[512] : new byte[longest];
        var unknown = new UnknownRun(options, symbols);
        foreach (var value in bytes[..Encoding.UTF8.GetBytes(word, bytes)])
            unknown.Next(byteTokens[value]);
        unknown.End();
    }

    private void AddCharacters(ReadOnlySpan<char> word, List<int> symbols)
    {
        Span<byte> bytes = stackalloc byte[4];
        var unknown = new UnknownRun(options, symbols);
        foreach (var rune in word.EnumerateRunes())
        {
            if (characterTokens.TryGetValue(rune.Value, out var id))
            {
                unknown.Next(id);
                continue;
            }

            var fallback = bytes[..rune.EncodeToUtf8(bytes)];
            if (options.ByteFallback && HasAll(fallback))
                foreach (var value in fallback)
                    symbols.Add(byteTokens[value]);
            else
                unknown.Next(-1);
        }

        unknown.End();
    }

    private bool HasAll(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
            if (byteTokens[value] < 0)
                return false;
        return true;
    }

    /// <summary>Symbols the vocabulary lacks: each becomes the unknown token, a run of them one where they are fused, nothing where there is none.</summary>
    private ref struct UnknownRun(BpeOptions options, List<int> symbols)
    {
        private bool pending;

        public void Next(int id)
        {
            if (id >= 0 || !options.FuseUnknown)
                End();
            if (id >= 0)
                symbols.Add(id);
            else
                pending = options.UnknownToken >= 0;
        }

        public void End()
        {
            if (pending)
                symbols.Add(options.UnknownToken);
            pending = false;
        }
    }
}
