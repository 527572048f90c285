using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Cli.Verification;

/// <summary>One row of a file to verify.</summary>
internal sealed class Row
{
    private readonly JsonElement fields;

    private Row(JsonElement fields) => this.fields = fields;

    public JsonNode Id => JsonNode.Parse(fields.GetProperty("id").GetRawText())!;

    /// <summary>Reads a line; throws <see cref="RowException"/> when it is not a JSON object with an id.</summary>
    public static Row Read(string line)
    {
        var row = Parse(line);
        try
        {
            var isThere = row.fields.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number;
            if (isThere && id.ValueKind == JsonValueKind.String) _ = id.GetString();
            return isThere ? row : throw new RowException("it has no id");
        }
        catch (InvalidOperationException)
        {
            throw new RowException("its id or the name of a field holds half of a surrogate pair");
        }
    }

    /// <summary>Reads a line; throws <see cref="RowException"/> when it is not a JSON object.</summary>
    public static Row Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : throw new RowException("it is not a JSON object");
        }
        catch (JsonException fault)
        {
            throw new RowException($"it is not JSON at column {fault.BytePositionInLine + 1}");
        }
    }

    public bool Has(string name) => fields.TryGetProperty(name, out _);

    /// <summary>A text; throws when it is missing or something else.</summary>
    public string Text(string name)
    {
        if (!fields.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
            throw new RowException($"{name} is missing or not a text");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new RowException($"{name} holds half of a surrogate pair");
        }
    }

    /// <summary>A whole number from <paramref name="least"/> on; throws when it is missing or something else.</summary>
    public int Count(string name, int least) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= least
            ? count
            : throw new RowException($"{name} is missing or not a whole number of {least} or more");

    /// <summary>The objects of a list; throws when it is missing or holds something else.</summary>
    public IEnumerable<Row> Items(string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? value.EnumerateArray().Select(item => new Row(item))
            : throw new RowException($"{name} is missing or not a list of objects");
}
