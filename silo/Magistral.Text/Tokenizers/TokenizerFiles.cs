namespace Magistral.Text.Tokenizers;

/// <summary>The files of a folder that make its tokenizer and chat templates; export copies them as they are.</summary>
public static class TokenizerFiles
{
    private static readonly string[] Names =
    [
        "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "chat_template.json", "chat_template.jinja",
        "tokenizer.model", "vocab.json", "merges.txt", "tekken.json",
    ];

    private const string FurtherTemplates = "additional_chat_templates";

    /// <summary>Copies the files byte for byte; what is absent is left out.</summary>
    /// <param name="from">The folder that holds them.</param>
    /// <param name="to">The folder that receives them; made where it is absent.</param>
    /// <returns>The names of the files that were copied.</returns>
    public static IReadOnlyList<string> Copy(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var further = Path.Combine(from, FurtherTemplates);
        var copied = Names.Where(name => File.Exists(Path.Combine(from, name)))
            .Concat(Directory.Exists(further) ? Directory.EnumerateFiles(further, "*.jinja").Select(file => Path.Combine(FurtherTemplates, Path.GetFileName(file))).Order(StringComparer.Ordinal) : [])
            .ToList();
        foreach (var name in copied)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(to, name))!);
            File.Copy(Path.Combine(from, name), Path.Combine(to, name), overwrite: true);
        }

        return copied;
    }
}
