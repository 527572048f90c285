using Magistral.Client.Specs.Syntax;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Client.Specs;

/// <summary>Compares run specs setting by setting. Thread-safe.</summary>
public static class RunSpecDifference
{
    /// <summary>Every setting with its value as YAML writes it, in the order of the spec; lists of sections are walked by item.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Flatten(RunSpec spec) =>
        [.. Walk(SettingGroup.Of(typeof(RunSpec)), spec, "")];

    /// <summary>The settings in which two specs differ; empty when they are equal.</summary>
    public static IReadOnlyList<SpecDifference> Between(RunSpec old, RunSpec @new)
    {
        var (before, after) = (Flatten(old), Flatten(@new));
        var (oldByPath, newByPath) = (before.ToDictionary(), after.ToDictionary());
        return [.. before.Concat(after.Where(setting => !oldByPath.ContainsKey(setting.Key)))
            .Select(setting => new SpecDifference(setting.Key, oldByPath.GetValueOrDefault(setting.Key), newByPath.GetValueOrDefault(setting.Key)))
            .Where(difference => difference.Old != difference.New)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Walk(SettingGroup group, object section, string path)
    {
        foreach (var setting in group.Settings)
        {
            var (child, value) = (SpecPath.Child(path, setting.Key), setting.Get(section));
            var inner = (setting.Type.Kind, value) switch
            {
                (SettingKind.Section, not null) => Walk(setting.Type.Section, value, child),
                (SettingKind.List, System.Collections.IEnumerable items) when setting.Type.Element!.Kind == SettingKind.Section =>
                    items.Cast<object>().SelectMany((item, i) => Walk(setting.Type.Element.Section, item, SpecPath.Item(child, i))),
                _ => [new(child, SpecText.Of(setting.Type, value))],
            };
            foreach (var leaf in inner)
                yield return leaf;
        }
    }
}
