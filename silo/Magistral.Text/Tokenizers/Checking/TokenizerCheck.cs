using System.Text.Json;
using Magistral.Contracts;
using Magistral.Text.ChatTemplates;
using Magistral.Text.ChatTemplates.Syntax;
using Magistral.Text.Tokenizers.Files;

namespace Magistral.Text.Tokenizers.Checking;

/// <summary>Compares a tokenizer with the values another implementation computed: `expected.json` beside tokenizer.json.</summary>
public static class TokenizerCheck
{
    private const string FileName = "expected.json";

    /// <summary>Checks a folder; a row that cannot be computed is a row that fails.</summary>
    /// <param name="folder">A folder with tokenizer.json and expected.json: `vocab_size`, `cases`, `chat`, each optional.</param>
    /// <param name="time">The clock, for templates that write the date.</param>
    /// <exception cref="TokenizerException">A file is absent or damaged, or the tokenizer holds something unknown.</exception>
    public static IReadOnlyList<TokenizerCheckRow> Run(string folder, TimeProvider time)
    {
        var tokenizer = PretrainedTokenizer.Load(folder);
        var path = Path.Combine(folder, FileName);
        using var document = JsonPart.Read(path);
        var root = JsonPart.Of(document, path);
        var rows = new List<TokenizerCheckRow>();
        if (root.Optional("vocab_size") is { } size)
            rows.Add(new(size.Path, 1, SizeFault(tokenizer, size.Number())));
        if (root.Optional("cases") is { } cases)
            rows.AddRange(cases.Items().Select(row => Case(tokenizer, row)));
        if (root.Optional("chat") is { } chat)
        {
            var format = ChatFormat.Load(folder, tokenizer.Config);
            rows.AddRange(chat.Items().Select(row => Chat(tokenizer, format, row, time)));
        }

        return rows;
    }

    // the reference counts tokens with or without added ones, by which property was asked
    private static string? SizeFault(PretrainedTokenizer tokenizer, int expected) =>
        expected == tokenizer.VocabularySize || expected == tokenizer.NamedTokens || expected == tokenizer.BaseTokens
            ? null
            : $"is {tokenizer.NamedTokens} (without added tokens {tokenizer.BaseTokens}), expected {expected}";

    private static TokenizerCheckRow Case(PretrainedTokenizer tokenizer, JsonPart row)
    {
        var (text, ids) = (row.Required("text").Text(), Ids(row.Required("ids")));
        var fault = Difference(tokenizer.Encode(text, row.Flag("add_special_tokens", false)), ids);
        var checks = 1;
        if (row.Text("decoded") is { } decoded)
        {
            checks += 2;
            fault ??= TextFault("decoded", tokenizer.Decode(ids, row.Flag("skip_special_tokens", true)), decoded);
            fault ??= TextFault("decoded token by token", Streamed(tokenizer.Stream(row.Flag("skip_special_tokens", true)), ids), decoded);
        }

        return new(row.Path, checks, fault);
    }

    // whatever else a row holds is a variable of the template
    private static TokenizerCheckRow Chat(PretrainedTokenizer tokenizer, ChatFormat format, JsonPart row, TimeProvider time)
    {
        var variables = row.Members().Where(member => member.Key is not ("text" or "ids" or "template")).ToDictionary(member => member.Key, member => member.Value.Element);
        try
        {
            var text = format.Render(variables, row.Text("template"), time);
            var fault = row.Text("text") is { } expected ? TextFault("text", text, expected) : null;
            if (row.Optional("ids") is { } ids)
                fault ??= Difference(tokenizer.Encode(text, addSpecialTokens: false), Ids(ids));
            return new(row.Path, 2, fault);
        }
        catch (MagistralException error) when (error is ChatTemplateException or TokenizerException)
        {
            return new(row.Path, 1, error.What);
        }
    }

    private static string Streamed(StreamingDecoder decoder, int[] ids) => string.Concat(ids.Select(decoder.Append)) + decoder.Finish();

    private static int[] Ids(JsonPart part) => [.. part.Items().Select(id => id.Number())];

    private static string? Difference(int[] actual, int[] expected)
    {
        var at = actual.AsSpan().CommonPrefixLength(expected);
        return at == actual.Length && at == expected.Length ? null
            : $"ids differ at {at}: {At(actual, at)} where {At(expected, at)} is expected";
    }

    private static string At(int[] ids, int at) => at < ids.Length ? FormattableString.Invariant($"{ids[at]}") : "the end";

    private static string? TextFault(string what, string actual, string expected)
    {
        if (actual == expected)
            return null;
        var at = actual.AsSpan().CommonPrefixLength(expected);
        return $"{what} differs at {at}: {JsonSerializer.Serialize(Around(actual, at))} where {JsonSerializer.Serialize(Around(expected, at))} is expected";
    }

    private static string Around(string text, int at) => text.Substring(at, Math.Min(24, text.Length - at));
}
