using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Client.Specs;

/// <summary>The JSON schema of run specs, made from the records and their <see cref="SettingAttribute"/>s, so that editors complete and check them.</summary>
public static class RunSpecSchema
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema (draft 2020-12) as indented JSON that ends in a line break; the same text every time.</summary>
    public static string ToJson()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Run spec of Magistral.Orleans",
            ["description"] = "Everything that decides a run.",
        };
        foreach (var (key, value) in Section(SettingGroup.Of(typeof(RunSpec))))
            schema[key] = value?.DeepClone();
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Section(SettingGroup group)
    {
        var (properties, defaults) = (new JsonObject(), group.Default());
        var required = new JsonArray();
        foreach (var setting in group.Settings)
        {
            var schema = Value(setting.Type, setting.Attribute);
            var described = new JsonObject { ["description"] = SettingTexts.Of(setting.Property) };
            foreach (var (key, value) in schema)
                described[key] = value?.DeepClone();
            if (setting.Optional)
                described["type"] = new JsonArray(schema["type"]!.DeepClone(), "null");
            if (setting.Optional && described["enum"] is JsonArray choices)
                choices.Add(null);
            var isEmpty = setting.Get(defaults) is null or "" or System.Collections.ICollection { Count: 0 };
            if (!isEmpty && setting.Type.Kind != SettingKind.Section)
                described["default"] = Default(setting.Type, setting.Get(defaults)!);
            if (isEmpty && setting.Attribute.NotEmpty)
                required.Add(setting.Key);
            properties[setting.Key] = described;
        }
        var section = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (required.Count > 0)
            section["required"] = required;
        return section;
    }

    private static JsonNode? Default(SettingType type, object value) => type.Kind switch
    {
        SettingKind.Text => JsonValue.Create((string)value),
        SettingKind.Choice => JsonValue.Create(type.ChoiceText(value)),
        SettingKind.List => new JsonArray([.. ((System.Collections.IEnumerable)value).Cast<object>().Select(item => Default(type.Element!, item))]),
        _ => JsonNode.Parse(SpecText.Of(type, value)),
    };

    private static JsonObject Value(SettingType type, SettingAttribute attribute) => type.Kind switch
    {
        SettingKind.Integer => Ranged("integer", attribute),
        SettingKind.Number => Ranged("number", attribute),
        SettingKind.Flag => new() { ["type"] = "boolean" },
        SettingKind.Text when attribute.NotEmpty => new() { ["type"] = "string", ["minLength"] = 1 },
        SettingKind.Text => new() { ["type"] = "string" },
        SettingKind.Choice => new() { ["type"] = "string", ["enum"] = new JsonArray([.. type.Choices.Keys.Select(text => JsonValue.Create(text))]) },
        SettingKind.List => List(type.Element!, attribute),
        _ => Section(type.Section),
    };

    private static JsonObject List(SettingType element, SettingAttribute attribute)
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = Value(element, attribute) };
        if (attribute.NotEmpty)
            list["minItems"] = 1;
        return list;
    }

    private static JsonObject Ranged(string type, SettingAttribute attribute)
    {
        var schema = new JsonObject { ["type"] = type };
        if (double.IsFinite(attribute.Minimum))
            schema["minimum"] = JsonNode.Parse(SettingRange.Text(attribute.Minimum));
        if (double.IsFinite(attribute.Maximum))
            schema["maximum"] = JsonNode.Parse(SettingRange.Text(attribute.Maximum));
        return schema;
    }
}
