using System.Text.Json;

namespace Magistral.Engine.HuggingFace;

/// <summary>A JSON object of a model folder, which remembers what was asked of it so that nothing in it is overlooked.</summary>
/// <remarks>A null value counts as absent, as transformers treats it.</remarks>
/// <param name="path">What errors call the file, and the object in it.</param>
/// <param name="root">The object.</param>
internal sealed class ConfigFile(string path, JsonElement root)
{
    private readonly HashSet<string> asked = [];

    public string Path => path;

    /// <exception cref="ModelFolderException">The file is absent or no JSON object.</exception>
    public static ConfigFile Open(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new() { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(path, document.RootElement.Clone())
                : throw new ModelFolderException($"{path} is no JSON object", "copy the file again from where it is whole");
        }
        catch (JsonException error)
        {
            throw new ModelFolderException($"{path} is no JSON at line {error.LineNumber + 1}", "copy the file again from where it is whole");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFolderException($"{path} cannot be read ({error.Message})", "name a folder that a model was saved to");
        }
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Whether the key is there, be it with null.</summary>
    public bool Says(string key) => root.TryGetProperty(key, out _);

    public IEnumerable<string> Names => root.EnumerateObject().Select(property => property.Name);

    public bool IsEmpty => !root.EnumerateObject().Any();

    /// <summary>Whether the key is absent, or holds an object or a list without entries.</summary>
    public bool IsEmptyAt(string key) => Find(key) switch
    {
        null => true,
        { ValueKind: JsonValueKind.Object } value => !value.EnumerateObject().Any(),
        { ValueKind: JsonValueKind.Array } value => value.GetArrayLength() == 0,
        _ => false,
    };

    public bool IsText(string key) => Find(key) is { ValueKind: JsonValueKind.String };

    public int Integer(string key, int? absent = null) =>
        Find(key) is not { } value ? absent ?? throw Missing(key)
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var real) && real == Math.Floor(real) && Math.Abs(real) < int.MaxValue ? (int)real
        : throw Wrong(key, value, "a whole number");

    public double Number(string key, double? absent = null) =>
        Find(key) is not { } value ? absent ?? throw Missing(key)
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number
        : throw Wrong(key, value, "a number");

    public bool Flag(string key, bool absent) =>
        Find(key) is not { } value ? absent
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean()
        : throw Wrong(key, value, "true or false");

    public string? Text(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Wrong(key, value, "a text");

    public IReadOnlyList<string>? Texts(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
        : throw Wrong(key, value, "a list of texts");

    /// <summary>A token number or a list of them; empty when absent.</summary>
    public IReadOnlyList<int> Tokens(string key) =>
        Find(key) is not { } value ? []
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var token) ? [token]
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out _))
            ? [.. value.EnumerateArray().Select(item => item.GetInt32())]
        : throw Wrong(key, value, "a token number or a list of them");

    public ConfigFile? Object(string key) =>
        Find(key) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? new($"{key} of {path}", value)
        : throw Wrong(key, value, "an object");

    /// <summary>Throws when the object holds a key that nobody asked for, unless it is among some or its value is null.</summary>
    public void RefuseOthers(IReadOnlySet<string> harmless)
    {
        foreach (var property in root.EnumerateObject())
            if (property.Value.ValueKind != JsonValueKind.Null && !asked.Contains(property.Name) && !harmless.Contains(property.Name))
                throw new ModelFolderException(
                    $"{path} has the key {property.Name}, which this engine does not know and so cannot compute as it asks",
                    "remove the key if it changes nothing, or use a model of another architecture");
    }

    public ModelFolderException Unsupported(string key, object value, string supported) =>
        new($"{path} asks for {key} {value}, which this engine does not compute", $"use a model with {supported}");

    private JsonElement? Find(string key)
    {
        asked.Add(key);
        return root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    private ModelFolderException Missing(string key) => new($"{path} has no {key}", "copy the file again from where the model was saved");

    private ModelFolderException Wrong(string key, JsonElement value, string wanted)
    {
        var text = value.GetRawText().ReplaceLineEndings(" ");
        return new($"{path} has the {key} {(text.Length > 40 ? text[..40] + "…" : text)}, not {wanted}", "copy the file again from where the model was saved");
    }
}
