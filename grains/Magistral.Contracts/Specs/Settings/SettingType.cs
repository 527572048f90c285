using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Magistral.Contracts.Specs.Settings;

/// <summary>The form of a value: what it is, and for lists, choices and sections what they hold.</summary>
internal sealed class SettingType
{
    private SettingType(Type clr)
    {
        Clr = clr;
        if (clr.IsGenericType && clr.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            (Kind, Element) = (SettingKind.List, new SettingType(clr.GetGenericArguments()[0]));
        else if (clr.IsEnum)
            (Kind, Choices) = (SettingKind.Choice, clr.GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(TextOf, field => field.GetValue(null)!));
        else
            Kind = KindOf(clr);
    }

    public Type Clr { get; }

    public SettingKind Kind { get; }

    /// <summary>Type of the elements; null unless it is a list.</summary>
    public SettingType? Element { get; }

    /// <summary>The texts of a choice with their values, in the order they are declared.</summary>
    public IReadOnlyDictionary<string, object> Choices { get; } = new Dictionary<string, object>();

    /// <summary>The settings of a section.</summary>
    public SettingGroup Section => SettingGroup.Of(Clr);

    public static SettingType Of(Type clr) => new(Nullable.GetUnderlyingType(clr) ?? clr);

    /// <summary>The text of a choice's value.</summary>
    public string ChoiceText(object value) => Choices.First(choice => choice.Value.Equals(value)).Key;

    private static SettingKind KindOf(Type clr) => Type.GetTypeCode(clr) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => SettingKind.Integer,
        TypeCode.Double => SettingKind.Number,
        TypeCode.Boolean => SettingKind.Flag,
        TypeCode.String => SettingKind.Text,
        TypeCode.Object when clr.IsClass => SettingKind.Section,
        _ => throw new NotSupportedException($"a run spec cannot hold {clr}"),
    };

    private static string TextOf(FieldInfo field) =>
        field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(field.Name);
}
