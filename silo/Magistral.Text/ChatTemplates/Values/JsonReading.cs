using System.Numerics;
using System.Text.Json;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Turns JSON into values of templates.</summary>
internal static class JsonReading
{
    public static object? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => Number(element),
        JsonValueKind.Array => new TemplateList([.. element.EnumerateArray().Select(Read)]),
        JsonValueKind.Object => Mapping(element),
        _ => null,
    };

    private static object Number(JsonElement element)
    {
        if (element.TryGetInt64(out var number))
            return number;
        return BigInteger.TryParse(element.GetRawText(), System.Globalization.CultureInfo.InvariantCulture, out var whole) ? whole : element.GetDouble();
    }

    private static TemplateMapping Mapping(JsonElement element)
    {
        var mapping = new TemplateMapping();
        foreach (var member in element.EnumerateObject())
            mapping.Set(member.Name, Read(member.Value));
        return mapping;
    }
}
