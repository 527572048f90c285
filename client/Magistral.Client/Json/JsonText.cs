using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Magistral.Client.Json;

/// <summary>How results are written as JSON: camelCase, enums by name, texts as they are.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Lines) { WriteIndented = true };

    public static string Of(object value) => JsonSerializer.Serialize(value, Indented);

    public static string LineOf(object value) => JsonSerializer.Serialize(value, Lines);
}
