using System.Collections.Concurrent;
using System.Reflection;

namespace Magistral.Contracts.Specs.Settings;

/// <summary>The settings of one record of the run spec, in the order they are declared.</summary>
internal sealed class SettingGroup
{
    private static readonly ConcurrentDictionary<Type, SettingGroup> Groups = new();
    private readonly Type clr;
    private readonly Dictionary<string, Setting> byKey;

    private SettingGroup(Type clr)
    {
        this.clr = clr;
        Settings = [.. clr.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.IsDefined(typeof(SettingAttribute)))
            .OrderBy(property => property.MetadataToken)
            .Select(property => new Setting(property, property.GetCustomAttribute<SettingAttribute>()!))];
        byKey = Settings.ToDictionary(setting => setting.Key, StringComparer.Ordinal);
    }

    public IReadOnlyList<Setting> Settings { get; }

    public static SettingGroup Of(Type clr) => Groups.GetOrAdd(clr, static type => new(type));

    public Setting? Find(string key) => byKey.GetValueOrDefault(key);

    /// <summary>A record with every setting at its default.</summary>
    public object Default() => Activator.CreateInstance(clr)!;

    /// <summary>The paths of all settings under this one whose last key is <paramref name="key"/>; items of lists are not entered.</summary>
    public IEnumerable<string> PathsTo(string key, string prefix = "") =>
        Settings.SelectMany(setting => setting.Type.Kind == SettingKind.Section
            ? setting.Type.Section.PathsTo(key, prefix + setting.Key + ".")
            : setting.Key == key ? [prefix + setting.Key] : []);
}
