using System.Collections;
using System.Globalization;

namespace Magistral.Contracts.Specs.Settings;

/// <summary>
/// The ranges of single settings, for a spec that was not read from text: it may come from a program or over the network, with values that no reader would
/// have let through. Thread-safe.
/// </summary>
internal static class SettingRules
{
    private const int LongestText = 4096;
    private const int LongestList = 1024;

    /// <summary>Every setting that is missing, out of its range or none of its values, in the order of the spec.</summary>
    /// <param name="section">A record of the run spec; null is a fault.</param>
    /// <param name="type">Its type.</param>
    /// <param name="path">Where it stands, with a dot behind; empty for the spec itself.</param>
    public static IEnumerable<SpecFault> Check(object? section, Type type, string path)
    {
        if (section is null)
            return [new(path.Length == 0 ? "spec" : path.TrimEnd('.'), "the section is missing", "write settings under it, or leave the key out")];
        return SettingGroup.Of(type).Settings.SelectMany(setting => CheckValue(setting.Type, setting, setting.Get(section), path + setting.Key));
    }

    private static IEnumerable<SpecFault> CheckValue(SettingType type, Setting setting, object? value, string path)
    {
        if (value is null)
            return setting.Optional ? [] : [new(path, "the value is missing", SettingRange.Remedy(type, setting.Attribute))];
        return type.Kind switch
        {
            SettingKind.Section => Check(value, type.Clr, path + "."),
            SettingKind.List => CheckList(type, setting, (IList)value, path),
            SettingKind.Text => CheckText(setting.Attribute, (string)value, path),
            SettingKind.Choice when !type.Choices.Values.Contains(value) => [new(path, $"{value} is not one of its values", SettingRange.Remedy(type, setting.Attribute))],
            SettingKind.Integer or SettingKind.Number when !Fits(setting.Attribute, Convert.ToDouble(value, CultureInfo.InvariantCulture)) =>
                [new(path, $"{Convert.ToString(value, CultureInfo.InvariantCulture)} is out of range", SettingRange.Remedy(type, setting.Attribute))],
            _ => [],
        };
    }

    private static IEnumerable<SpecFault> CheckList(SettingType type, Setting setting, IList list, string path)
    {
        if (list.Count == 0 && setting.Attribute.NotEmpty)
            return [new(path, "the list is empty", "write at least one item")];
        if (list.Count > LongestList)
            return [new(path, $"the list has {list.Count} items", $"write {LongestList} at most")];
        return list.Cast<object?>().Index().SelectMany(item => item.Item is null
            ? [new($"{path}[{item.Index}]", "the item is missing", SettingRange.Remedy(type.Element!, setting.Attribute))]
            : CheckValue(type.Element!, setting, item.Item, $"{path}[{item.Index}]"));
    }

    private static IEnumerable<SpecFault> CheckText(SettingAttribute setting, string text, string path)
    {
        if (text.Length == 0 && setting.NotEmpty)
            return [new(path, "the text is empty", "write a text")];
        return text.Length > LongestText ? [new(path, $"the text has {text.Length} characters", $"write {LongestText} at most")] : [];
    }

    private static bool Fits(SettingAttribute setting, double value) => double.IsFinite(value) && SettingRange.Contains(setting, value);
}
