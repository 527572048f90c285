using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Magistral.Client.Specs.Syntax;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Client.Specs;

/// <summary>One value of a run spec as the text that YAML reads back exactly.</summary>
internal static partial class SpecText
{
    public static string Of(SettingType type, object? value) => (type.Kind, value) switch
    {
        (_, null) => "null",
        (SettingKind.Flag, true) => "true",
        (SettingKind.Flag, _) => "false",
        (SettingKind.Number, double number) => SettingRange.Text(number).ToLowerInvariant(),
        (SettingKind.Choice, _) => type.ChoiceText(value),
        (SettingKind.List, System.Collections.IEnumerable items) => $"[{string.Join(", ", items.Cast<object>().Select(item => Of(type.Element!, item)))}]",
        (SettingKind.Text, string text) => IsPlain(text) ? text : JsonSerializer.Serialize(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static bool IsPlain(string text) => Plain().IsMatch(text) && CoreSchema.Resolve(text) == ScalarKind.Text;

    [GeneratedRegex("^[A-Za-z0-9/_][A-Za-z0-9._/-]*\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
