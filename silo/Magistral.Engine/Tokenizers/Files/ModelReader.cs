using System.Text.Json;
using Magistral.Engine.Tokenizers.Merging;

namespace Magistral.Engine.Tokenizers.Files;

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
        var (merges, merged) = Merges(part.Required("merges"), vocabulary);
        var unknown = -1;
        if (part.Optional("unk_token") is { } token && !vocabulary.TryGetValue(token.Text(), out unknown))
            throw token.Damaged("is not in the vocabulary");
        return new(vocabulary, merges, merged, byteLevel, part.Flag("ignore_merges", false), part.Flag("byte_fallback", false), unknown, part.Flag("fuse_unk", false));
    }

    private static Dictionary<string, int> Vocabulary(JsonPart part)
    {
        if (part.Kind != JsonValueKind.Object)
            throw part.Damaged("is no object of tokens and ids");
        var (vocabulary, ids) = (new Dictionary<string, int>(part.Element.GetPropertyCount()), new HashSet<int>());
        foreach (var member in part.Element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Number || !member.Value.TryGetInt32(out var id) || id is < 0 or > TokenizerFile.MaxId)
                throw part.Damaged($"gives '{member.Name}' the id {member.Value.GetRawText()}");
            if (!ids.Add(id))
                throw part.Damaged($"gives the id {id} to '{member.Name}' and to another token");
            vocabulary[member.Name] = id;
        }

        return vocabulary;
    }

    private static (MergeTable Table, HashSet<string> Merged) Merges(JsonPart part, Dictionary<string, int> vocabulary)
    {
        if (part.Kind != JsonValueKind.Array)
            throw part.Damaged("is no list of merges");
        var (table, merged, rank) = (new MergeTable(part.Element.GetArrayLength()), new HashSet<string>(part.Element.GetArrayLength()), 0);
        foreach (var item in part.Element.EnumerateArray())
        {
            var (left, right) = Pair(item) ?? throw part.Damaged($"holds {item.GetRawText()} at {rank}, which is no pair of tokens");
            var whole = left + right;
            if (!vocabulary.TryGetValue(left, out var first) || !vocabulary.TryGetValue(right, out var second) || !vocabulary.TryGetValue(whole, out var token))
                throw part.Damaged($"merges '{left}' and '{right}' at {rank}, but one of them or '{whole}' is not in the vocabulary");
            table.Set(first, second, rank++, token);
            merged.Add(whole);
        }

        return (table, merged);
    }

    private static (string Left, string Right)? Pair(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.String)
            return item.GetString()!.Split(' ') is [var left, var right] ? (left, right) : null;
        return item.ValueKind == JsonValueKind.Array && item.GetArrayLength() == 2 && item[0].ValueKind == JsonValueKind.String && item[1].ValueKind == JsonValueKind.String
            ? (item[0].GetString()!, item[1].GetString()!)
            : null;
    }
}
