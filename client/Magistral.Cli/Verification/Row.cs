using System.Text.Json;
using System.Text.Json.Nodes;

namespace Magistral.Cli.Verification;

/// <summary>One row of a file to verify.</summary>
internal sealed class Row(JsonElement fields)
{
    public JsonNode Id => JsonNode.Parse(fields.GetProperty("id").GetRawText())!;

    /// <summary>Reads a line; throws <see cref="RowException"/> when it is not a JSON object with an id.</summary>
    public static Row Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new RowException("it is not a JSON object");
            if (!document.RootElement.TryGetProperty("id", out var id) || id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                throw new RowException("it has no id");
            return new(document.RootElement.Clone());
        }
        catch (JsonException fault)
        {
            throw new RowException($"it is not JSON at column {fault.BytePositionInLine + 1}");
        }
    }

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
}
