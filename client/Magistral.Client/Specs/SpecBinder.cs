using Magistral.Client.Specs.Syntax;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Client.Specs;

/// <summary>Turns a tree of values into the records of the run spec. Every fault is noted; a value at fault leaves the default.</summary>
internal sealed class SpecBinder(FaultList faults)
{
    public RunSpec Bind(SpecNode root) => Section(SettingGroup.Of(typeof(RunSpec)), root, "") as RunSpec ?? new RunSpec();

    private object? Section(SettingGroup group, SpecNode node, string path)
    {
        if (node is not SpecMap map)
        {
            var what = path.Length == 0 && node is SpecScalar { Kind: ScalarKind.Null } ? "the spec is empty" : $"{node.Describe()} stands where settings are expected";
            faults.Add(node.Location, path, what, "write settings as key: value");
            return null;
        }
        var section = group.Default();
        foreach (var entry in map.Entries)
            if (group.Find(entry.Key) is { } setting)
                Put(section, setting, entry.Value, SpecPath.Child(path, entry.Key));
            else
                faults.Add(entry.Location, SpecPath.Child(path, Quoting.Shorten(entry.Key)), "there is no such setting", Suggest(group, entry.Key));
        foreach (var setting in group.Settings)
            if (setting is { Attribute.NotEmpty: true, Type.Kind: SettingKind.Text or SettingKind.List } && map.Find(setting.Key) is null && IsEmpty(setting.Get(section)))
                faults.Add(map.Location, SpecPath.Child(path, setting.Key), "this setting is missing", SettingRange.Remedy(setting.Type, setting.Attribute));
        return section;
    }

    private void Put(object section, Setting setting, SpecNode node, string path)
    {
        if (node is SpecScalar { Kind: ScalarKind.Null } && setting.Optional)
            setting.Put(section, null);
        else if (Value(setting.Type, setting.Attribute, node, path) is { } value)
            setting.Put(section, value);
    }

    private object? Value(SettingType type, SettingAttribute attribute, SpecNode node, string path) => type.Kind switch
    {
        SettingKind.Section => Section(type.Section, node, path),
        SettingKind.List => List(type, attribute, node, path),
        _ when node is not SpecScalar => Refuse(type, attribute, node, path),
        SettingKind.Integer => Integer(type, attribute, (SpecScalar)node, path),
        SettingKind.Number => Number(type, attribute, (SpecScalar)node, path),
        SettingKind.Flag => ((SpecScalar)node).Kind == ScalarKind.Flag ? ((SpecScalar)node).Text[0] is 't' or 'T' : Refuse(type, attribute, node, path),
        SettingKind.Choice => Choice(type, attribute, (SpecScalar)node, path),
        _ => Text(type, attribute, (SpecScalar)node, path),
    };

    private Array? List(SettingType type, SettingAttribute attribute, SpecNode node, string path)
    {
        if (node is not SpecList list)
        {
            Refuse(type, attribute, node, path);
            return null;
        }
        if (attribute.NotEmpty && list.Items.Count == 0)
            faults.Add(node.Location, path, "the list is empty", "write at least one item");
        var items = Array.CreateInstance(type.Element!.Clr, list.Items.Count);
        for (var i = 0; i < items.Length; i++)
            if (Value(type.Element, attribute, list.Items[i], SpecPath.Item(path, i)) is { } item)
                items.SetValue(item, i);
        return items;
    }

    private object? Integer(SettingType type, SettingAttribute attribute, SpecScalar scalar, string path)
    {
        if (scalar.Kind != ScalarKind.Integer)
            return Refuse(type, attribute, scalar, path);
        var value = CoreSchema.Integer(scalar.Text);
        var (least, most) = type.Clr == typeof(int) ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        if (value < least || value > most || !SettingRange.Contains(attribute, (double)value))
            return OutOfRange(type, attribute, scalar, path);
        return type.Clr == typeof(int) ? (object)(int)value : (long)value;
    }

    private object? Number(SettingType type, SettingAttribute attribute, SpecScalar scalar, string path)
    {
        if (scalar.Kind is not (ScalarKind.Integer or ScalarKind.Number))
            return Refuse(type, attribute, scalar, path);
        var value = CoreSchema.Number(scalar.Text);
        return double.IsFinite(value) && SettingRange.Contains(attribute, value) ? value : OutOfRange(type, attribute, scalar, path);
    }

    private object? Choice(SettingType type, SettingAttribute attribute, SpecScalar scalar, string path)
    {
        if (type.Choices.TryGetValue(scalar.Text, out var value))
            return value;
        faults.Add(scalar.Location, path, $"{scalar.Describe()} is not one of its values", SettingRange.Remedy(type, attribute));
        return null;
    }

    private string? Text(SettingType type, SettingAttribute attribute, SpecScalar scalar, string path)
    {
        if (scalar.Kind != ScalarKind.Text)
        {
            Refuse(type, attribute, scalar, path);
            return null;
        }
        if (attribute.NotEmpty && scalar.Text.Length == 0)
            faults.Add(scalar.Location, path, "the text is empty", SettingRange.Remedy(type, attribute));
        return scalar.Text;
    }

    private object? Refuse(SettingType type, SettingAttribute attribute, SpecNode node, string path)
    {
        var remedy = node switch
        {
            SpecScalar { Quoted: true } text when Fits(type.Kind, CoreSchema.Resolve(text.Text)) => "write it without quotes",
            SpecScalar { Kind: not ScalarKind.Null } plain when type.Kind == SettingKind.Text => $"write it in quotes: \"{Quoting.Shorten(plain.Text)}\"",
            _ => SettingRange.Remedy(type, attribute),
        };
        faults.Add(node.Location, path, $"{node.Describe()} is not {Noun(type.Kind)}", remedy);
        return null;
    }

    private object? OutOfRange(SettingType type, SettingAttribute attribute, SpecScalar scalar, string path)
    {
        faults.Add(scalar.Location, path, $"{Quoting.Shorten(scalar.Text)} is out of range", SettingRange.Remedy(type, attribute));
        return null;
    }

    private static string Suggest(SettingGroup group, string key)
    {
        if (NearestName.Find(key, group.Settings.Select(setting => setting.Key)) is { } near)
            return $"did you mean {near}?";
        var elsewhere = SettingGroup.Of(typeof(RunSpec)).PathsTo(key).ToList();
        return elsewhere.Count > 0
            ? $"did you mean {string.Join(" or ", elsewhere)}?"
            : $"the settings here are {string.Join(", ", group.Settings.Select(setting => setting.Key))}";
    }

    private static bool Fits(SettingKind kind, ScalarKind scalar) => kind switch
    {
        SettingKind.Integer => scalar == ScalarKind.Integer,
        SettingKind.Number => scalar is ScalarKind.Integer or ScalarKind.Number,
        SettingKind.Flag => scalar == ScalarKind.Flag,
        _ => false,
    };

    private static string Noun(SettingKind kind) => kind switch
    {
        SettingKind.Integer => "a whole number",
        SettingKind.Number => "a number",
        SettingKind.Flag => "true or false",
        SettingKind.List => "a list",
        _ => "a text",
    };

    private static bool IsEmpty(object? value) => value is "" or System.Collections.ICollection { Count: 0 };
}
