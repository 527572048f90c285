using System.Globalization;

namespace Magistral.Contracts.Specs.Settings;

/// <summary>The values a setting takes, in words.</summary>
internal static class SettingRange
{
    public static bool Contains(SettingAttribute setting, double value) => value >= setting.Minimum && value <= setting.Maximum;

    /// <summary>What to write, such as "write a whole number from 1 to 512".</summary>
    public static string Remedy(SettingType type, SettingAttribute setting) => type.Kind switch
    {
        SettingKind.Integer => "write a whole number" + Bounds(setting),
        SettingKind.Number => "write a number" + Bounds(setting),
        SettingKind.Flag => "write true or false",
        SettingKind.Text => "write a text",
        SettingKind.Choice => $"write one of {string.Join(", ", type.Choices.Keys)}",
        SettingKind.List when type.Element!.Kind == SettingKind.Section => "write a list, each item with a dash before it",
        SettingKind.List => "write a list such as [1, 2]",
        _ => "write settings under it, or remove the key",
    };

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Bounds(SettingAttribute setting) => (double.IsFinite(setting.Minimum), double.IsFinite(setting.Maximum)) switch
    {
        (true, true) => $" from {Text(setting.Minimum)} to {Text(setting.Maximum)}",
        (true, false) => $", {Text(setting.Minimum)} or more",
        (false, true) => $", {Text(setting.Maximum)} or less",
        _ => "",
    };
}
