using System.Collections;
using System.Text.Json;
using Magistral.Text.Tokenizers.Merging;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>Reads the `model` of tokenizer.json: byte-pair encodings.</summary>
internal static class ModelReader
{
    public static BpeOptions Read(JsonPart part, bool byteLevel)
    {
        part.Only("type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges");
        // files from before the type was written hold merges as well
        if (part.Optional("type") is { } type && type.Text() != "BPE")
            throw type.Unknown("the model BPE");
        foreach (var name in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (part.Optional(name) is { } affix && affix.Text().Length > 0)
                throw affix.Unknown($"no {name}");
        if (part.Optional("dropout") is { } dropout && !(dropout.Kind == JsonValueKind.Number && dropout.Element.GetDouble() == 0))
            throw dropout.Unknown("no dropout");
        var vocabulary = Vocabulary(part.Required("vocab"));
        var (merges, overMarks) = Merges(part.Required("merges"), vocabulary, byteLevel);
        var unknown = -1;
        if (part.Optional("unk_token") is { } token && !vocabulary.TryGetValue(token.Text(), out unknown))
            throw token.Damaged("is not in the vocabulary");
        return new(vocabulary, merges, overMarks, byteLevel, part.Flag("ignore_merges", false), part.Flag("byte_fallback", false), unknown, part.Flag("fuse_unk", false));
    }

    private static Dictionary<string, int> Vocabulary(JsonPart part)
    {
        if (part.Kind != JsonValueKind.Object)
            throw part.Damaged("is no object of tokens and ids");
        var (vocabulary, ids) = (new Dictionary<string, int>(part.Element.GetPropertyCount()), new BitArray(TokenizerFile.MaxId + 1));
        foreach (var member in part.Element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out var id) || id is < 0 or > TokenizerFile.MaxId)
                throw part.Damaged($"gives '{member.Name}' the id {member.Value.GetRawText()}");
            if (ids[id])
                throw part.Damaged($"gives the id {id} to '{member.Name}' and to another token");
            ids[id] = true;
            vocabulary[member.Name] = id;
        }

        return vocabulary;
    }

    // the whole of a pair is looked up where it is joined, as a string for each of 150,000 merges would be most of the work
    private static (MergeTable Table, bool OverMarks) Merges(JsonPart part, Dictionary<string, int> vocabulary, bool byteLevel)
    {
        if (part.Kind != JsonValueKind.Array)
            throw part.Damaged("is no list of merges");
        var (table, tokens, joined) = (new MergeTable(part.Element.GetArrayLength()), vocabulary.GetAlternateLookup<ReadOnlySpan<char>>(), new char[256]);
        var (overMarks, rank) = (false, 0);
        foreach (var item in part.Element.EnumerateArray())
        {
            var lengths = Pair(item, ref joined) ?? throw part.Damaged($"holds {item.GetRawText()} at {rank}, which is no pair of tokens");
            var whole = joined.AsSpan(0, lengths.Left + lengths.Right);
            var left = whole[..lengths.Left];
            var right = whole[lengths.Left..];
            if (!tokens.TryGetValue(left, out var first) || !tokens.TryGetValue(right, out var second) || !tokens.TryGetValue(whole, out var token))
                throw part.Damaged($"merges '{left}' and '{right}' at {rank}, but one of them or '{whole}' is not in the vocabulary");
            table.Set(first, second, rank++, token);
            overMarks |= !byteLevel && BpeModel.HoldsMarkAfterOther(whole);
        }

        return (table, overMarks);
    }

    /// <summary>Writes both tokens of a pair, one behind the other.</summary>
    /// <returns>Their lengths; null when the item is no pair.</returns>
    private static (int Left, int Right)? Pair(JsonElement item, ref char[] joined)
    {
        if (item.ValueKind == JsonValueKind.String)
            return item.GetString()!.Split(' ') is [var left, var right] ? (Write(left, 0, ref joined), Write(right, left.Length, ref joined)) : null;
        if (item.ValueKind != JsonValueKind.Array || item.GetArrayLength() != 2)
            return null;
        var (one, other) = (item[0], item[1]);
        if (one.ValueKind != JsonValueKind.String || other.ValueKind != JsonValueKind.String)
            return null;
        var first = Write(one.GetString()!, 0, ref joined);
        return (first, Write(other.GetString()!, first, ref joined));
    }

    private static int Write(string token, int at, ref char[] joined)
    {
        if (joined.Length < at + token.Length)
            Array.Resize(ref joined, 2 * (at + token.Length));
        token.CopyTo(joined.AsSpan(at));
        return token.Length;
    }
}
