using System.Text.Json;
using Magistral.Text.Tokenizers.Files;
using Magistral.Text.Tokenizers.Splitting;

namespace Magistral.Text.Tokenizers;

/// <summary>What tokenizer_config.json says of the tokens and templates; keys that change neither are ignored.</summary>
public sealed class TokenizerConfig
{
    private static readonly string[] NamedTokens = ["bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"];

    private TokenizerConfig()
    {
    }

    /// <summary>Special tokens by role, such as `bos_token`; those that are not set are absent.</summary>
    public IReadOnlyDictionary<string, string> SpecialTokens { get; private init; } = new Dictionary<string, string>();

    /// <summary>Chat templates by name; `default` is the one without a name.</summary>
    public IReadOnlyDictionary<string, string> ChatTemplates { get; private init; } = new Dictionary<string, string>();

    /// <summary>The reference implementation's class that the files were saved from, such as `LlamaTokenizer`.</summary>
    public string? TokenizerClass { get; private init; }

    /// <summary>Whether a text with special tokens begins with `bos_token`; null leaves it to tokenizer.json.</summary>
    public bool? AddBosToken { get; private init; }

    /// <summary>Whether a text with special tokens ends with `eos_token`; null leaves it to tokenizer.json.</summary>
    public bool? AddEosToken { get; private init; }

    /// <summary>Whether spaces are marked in the manner of before 2023 (SentencePiece classes alone).</summary>
    internal bool Legacy { get; private init; }

    /// <summary>Whether a space is put before the text (SentencePiece classes alone).</summary>
    internal bool AddPrefixSpace { get; private init; } = true;

    /// <summary>Further added tokens; tokenizer.json goes before them.</summary>
    internal IReadOnlyList<AddedToken> AddedTokens { get; private init; } = [];

    /// <summary>Reads the file of a folder; all is unset where there is none.</summary>
    /// <param name="path">The path of tokenizer_config.json.</param>
    /// <exception cref="TokenizerException">It is damaged.</exception>
    public static TokenizerConfig Read(string path)
    {
        if (!File.Exists(path))
            return new();
        using var document = JsonPart.Read(path);
        var root = JsonPart.Of(document, path);
        return new()
        {
            SpecialTokens = NamedTokens.Where(name => root.Optional(name) is not null).ToDictionary(name => name, name => TokenText(root.Required(name))),
            ChatTemplates = Templates(root.Optional("chat_template")),
            TokenizerClass = root.Text("tokenizer_class"),
            AddBosToken = root.Optional("add_bos_token")?.Flag(),
            AddEosToken = root.Optional("add_eos_token")?.Flag(),
            Legacy = root.Flag("legacy", false),
            AddPrefixSpace = root.Flag("add_prefix_space", true),
            AddedTokens = root.Optional("added_tokens_decoder") is { } added
                ? [.. added.Members().Select(member => AddedTokenReader.Of(member.Value, int.TryParse(member.Key, out var id) && id >= 0 ? id : throw member.Value.Damaged("has a name that is no id")))]
                : [],
        };
    }

    private static string TokenText(JsonPart part) => part.Kind == JsonValueKind.Object ? part.Required("content").Text() : part.Text();

    private static Dictionary<string, string> Templates(JsonPart? part)
    {
        if (part is not { } template)
            return [];
        return template.Kind == JsonValueKind.String
            ? new() { ["default"] = template.Text() }
            : template.Items().ToDictionary(item => item.Required("name").Text(), item => item.Required("template").Text());
    }
}
