using System.Text;
using System.Text.Json;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Client.Specs;

/// <summary>Writes a run spec with every key, defaults included; what it writes, <see cref="RunSpecReader"/> reads back exactly. Thread-safe.</summary>
public static class RunSpecWriter
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The spec as YAML, ending in a line break.</summary>
    public static string ToYaml(RunSpec spec)
    {
        var yaml = new StringBuilder();
        WriteSection(yaml, SettingGroup.Of(typeof(RunSpec)), spec, indent: 0);
        return yaml.ToString();
    }

    /// <summary>The spec as one JSON object with the same keys.</summary>
    public static string ToJson(RunSpec spec)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
            WriteJson(json, spec);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Writes the spec as one JSON object into a larger document.</summary>
    public static void WriteJson(Utf8JsonWriter json, RunSpec spec) => WriteJsonSection(json, SettingGroup.Of(typeof(RunSpec)), spec);

    private static void WriteSection(StringBuilder yaml, SettingGroup group, object section, int indent)
    {
        foreach (var setting in group.Settings)
        {
            yaml.Append(' ', yaml.Length > 0 && yaml[^1] == '\n' ? indent : 0).Append(setting.Key).Append(':');
            WriteValue(yaml, setting.Type, setting.Get(section), indent);
        }
    }

    private static void WriteValue(StringBuilder yaml, SettingType type, object? value, int indent)
    {
        if (value is not null && type.Kind == SettingKind.Section)
        {
            yaml.Append('\n');
            WriteSection(yaml, type.Section, value, indent + 2);
        }
        else if (value is System.Collections.ICollection { Count: > 0 } items && type.Element!.Kind == SettingKind.Section)
        {
            yaml.Append('\n');
            foreach (var item in items)
            {
                yaml.Append(' ', indent + 2).Append("- ");
                WriteSection(yaml, type.Element.Section, item, indent + 4);
            }
        }
        else
            yaml.Append(' ').Append(SpecText.Of(type, value)).Append('\n');
    }

    private static void WriteJsonSection(Utf8JsonWriter json, SettingGroup group, object section)
    {
        json.WriteStartObject();
        foreach (var setting in group.Settings)
        {
            json.WritePropertyName(setting.Key);
            WriteJsonValue(json, setting.Type, setting.Get(section));
        }
        json.WriteEndObject();
    }

    private static void WriteJsonValue(Utf8JsonWriter json, SettingType type, object? value)
    {
        switch (type.Kind)
        {
            case var _ when value is null:
                json.WriteNullValue();
                break;
            case SettingKind.Section:
                WriteJsonSection(json, type.Section, value);
                break;
            case SettingKind.List:
                json.WriteStartArray();
                foreach (var item in (System.Collections.IEnumerable)value)
                    WriteJsonValue(json, type.Element!, item);
                json.WriteEndArray();
                break;
            case SettingKind.Text:
                json.WriteStringValue((string)value);
                break;
            case SettingKind.Choice:
                json.WriteStringValue(type.ChoiceText(value));
                break;
            default:
                json.WriteRawValue(SpecText.Of(type, value));
                break;
        }
    }
}
