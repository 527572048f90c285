using System.Reflection;
using System.Text.Json;

namespace Magistral.Contracts.Specs.Settings;

/// <summary>One setting of a record of the run spec: its key, form, range and description.</summary>
internal sealed class Setting
{
    private static readonly NullabilityInfoContext Nullability = new();

    public Setting(PropertyInfo property, SettingAttribute attribute)
    {
        Property = property;
        Attribute = attribute;
        Key = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
        Type = SettingType.Of(property.PropertyType);
        lock (Nullability)
            Optional = Nullability.Create(property).WriteState == NullabilityState.Nullable;
    }

    public PropertyInfo Property { get; }

    public SettingAttribute Attribute { get; }

    public string Key { get; }

    public SettingType Type { get; }

    /// <summary>Whether the value may be null: left out, something else stands for it.</summary>
    public bool Optional { get; }

    public object? Get(object section) => Property.GetValue(section);

    public void Put(object section, object? value) => Property.SetValue(section, value);
}
