using System.Text.Json;

namespace Magistral.Text.Tokenizers.Files;

/// <summary>A value of a JSON file that knows where it stands, so that whatever is not understood is refused by name and path.</summary>
internal readonly struct JsonPart(JsonElement element, string file, string path)
{
    /// <summary>Where the value stands, such as `model.merges[3]`.</summary>
    public string Path { get; } = path;

    public JsonElement Element { get; } = element;

    public JsonValueKind Kind => Element.ValueKind;

    /// <summary>The value of a file; stays valid until the document is disposed.</summary>
    public static JsonPart Of(JsonDocument document, string file) => new(document.RootElement, file, "");

    /// <summary>Reads and parses a file.</summary>
    /// <exception cref="TokenizerException">It is absent or no JSON.</exception>
    public static JsonDocument Read(string file)
    {
        if (!File.Exists(file))
            throw new TokenizerException($"there is no file {file}", "name a folder that holds tokenizer.json");
        try
        {
            return JsonDocument.Parse(File.ReadAllBytes(file));
        }
        catch (JsonException error)
        {
            throw new TokenizerException(
                $"{file}:{error.LineNumber + 1} is no JSON", $"take a whole copy of the file ({error.Message.Split(". LineNumber", 2)[0].TrimEnd('.')})");
        }
    }

    /// <summary>A member that must be there.</summary>
    public JsonPart Required(string name) =>
        Optional(name) ?? throw new TokenizerException($"{file}: {Name(name)} is missing", "take a whole copy of the file");

    /// <summary>A member, or null when it is absent or null.</summary>
    public JsonPart? Optional(string name) =>
        Object().TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new JsonPart(value, file, Name(name)) : null;

    /// <summary>Refuses members that are not in a list.</summary>
    public JsonPart Only(params ReadOnlySpan<string> names)
    {
        foreach (var member in Object().EnumerateObject())
            if (!names.Contains(member.Name))
                throw new TokenizerException($"{file}: {Name(member.Name)} is not known to this engine", "use a tokenizer without it");
        return this;
    }

    public IEnumerable<JsonPart> Items()
    {
        if (Kind != JsonValueKind.Array)
            throw Not("a list");
        var (self, name, index) = (this, file, 0);
        return self.Element.EnumerateArray().Select(item => new JsonPart(item, name, $"{self.Path}[{index++}]"));
    }

    public IEnumerable<KeyValuePair<string, JsonPart>> Members()
    {
        var (self, name) = (this, file);
        return Object().EnumerateObject().Select(member => KeyValuePair.Create(member.Name, new JsonPart(member.Value, name, self.Name(member.Name))));
    }

    public string Text() => Kind == JsonValueKind.String ? Element.GetString()! : throw Not("a text");

    public bool Flag() => Kind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Not("true or false") };

    public int Number() => Kind == JsonValueKind.Number && Element.TryGetInt32(out var number) && number >= 0 ? number : throw Not("a whole number of 0 or more");

    public bool Flag(string name, bool otherwise) => Optional(name)?.Flag() ?? otherwise;

    public string? Text(string name) => Optional(name)?.Text();

    /// <summary>The error that says this value is not understood.</summary>
    public TokenizerException Unknown(string known) =>
        new($"{file}: {Path} is {Shown}, which is not known to this engine", $"use a tokenizer with {known}");

    /// <summary>The error that says this value is damaged.</summary>
    public TokenizerException Damaged(string what) => new($"{file}: {Path} {what}", "take a whole copy of the file");

    private JsonElement Object() => Kind == JsonValueKind.Object ? Element : throw Not("an object");

    private TokenizerException Not(string kind) => Damaged($"is {Shown}, not {kind}");

    private string Name(string member) => Path.Length == 0 ? member : $"{Path}.{member}";

    private string Shown => Element.GetRawText() is { Length: > 60 } raw ? raw[..60] + "…" : Element.GetRawText();
}
