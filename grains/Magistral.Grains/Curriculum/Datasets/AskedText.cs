using System.Text.Json;
using Magistral.Contracts.Curriculum;
using Magistral.Contracts.Specs;

namespace Magistral.Grains.Curriculum.Datasets;

/// <summary>What a row asks, and what it gives as the answer.</summary>
/// <param name="Prompt">The text; with a conversation, the last thing its user says.</param>
/// <param name="Messages">The conversation, where the row has one.</param>
internal sealed record AskedText(string Prompt, IReadOnlyList<PromptMessage>? Messages)
{
    private const string MessageForm = "write a list of objects with role and content";

    /// <summary>Reads a row's messages or prompt.</summary>
    /// <exception cref="DatasetException">It has neither, or they are not of that form.</exception>
    public static AskedText Of(DatasetRow row, ColumnSpec columns)
    {
        var prompt = row.Find(columns.Prompt);
        if (row.Find(columns.Messages) is { } messages && !(columns.PrefersPrompt() && prompt is not null))
            return Conversation(row, columns.Messages, messages);
        if (prompt is null)
            throw row.Fault($"it has no column '{columns.Prompt}' and no '{columns.Messages}'", $"name its columns under problems.columns; it has {Names(row)}");
        return new(Text(row, columns.Prompt, prompt.Value), null);
    }

    /// <summary>A column that holds text or a number.</summary>
    /// <exception cref="DatasetException">It holds something else, or nothing.</exception>
    public static string Text(DatasetRow row, string column, JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => StringOf(row, column, value),
            JsonValueKind.Number => value.GetRawText(),
            _ => throw row.Fault($"column '{column}' is {Describe(value)}, not a text", "write a text"),
        };
        return !string.IsNullOrWhiteSpace(text) ? text : throw row.Fault($"column '{column}' is empty", "fill it, or leave the row out");
    }

    /// <summary>What a column holds as text of JSON, the way tables keep lists.</summary>
    /// <exception cref="DatasetException">It is not JSON.</exception>
    public static JsonElement Json(DatasetRow row, string column, string text, string form)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException fault)
        {
            throw row.Fault($"column '{column}' holds text that is not JSON at its line {fault.LineNumber + 1}", form);
        }
    }

    /// <summary>The names of a row's columns.</summary>
    public static string Names(DatasetRow row) => string.Join(", ", row.Fields.EnumerateObject().Select(field => $"'{field.Name}'").Take(12)) is { Length: > 0 } names ? names : "none";

    private static AskedText Conversation(DatasetRow row, string column, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && StringOf(row, column, value) is var text && text.TrimStart() is ['[', ..])
            value = Json(row, column, text, MessageForm);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            throw row.Fault($"column '{column}' is {Describe(value)}, not a conversation", MessageForm);
        List<PromptMessage> messages = [.. value.EnumerateArray().Select((message, index) => Message(row, $"{column}[{index}]", message))];
        var asked = messages.LastOrDefault(message => message.Role == "user")
            ?? throw row.Fault($"nobody asks anything in column '{column}'", "give it a message with the role user");
        return new(asked.Content, messages);
    }

    private static PromptMessage Message(DatasetRow row, string place, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("role", out var role) || !message.TryGetProperty("content", out var content))
            throw row.Fault($"{place} is not a message", MessageForm);
        return role.ValueKind == JsonValueKind.String && content.ValueKind == JsonValueKind.String
            ? new(StringOf(row, place, role), StringOf(row, place, content))
            : throw row.Fault($"role and content of {place} are not texts", MessageForm);
    }

    private static string StringOf(DatasetRow row, string column, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw row.Fault($"column '{column}' is not Unicode text", "write the file in UTF-8");
        }
    }

    private static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "a list",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "true or false",
    };
}
