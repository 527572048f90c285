using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Magistral.Contracts.Specs.Settings;

namespace Magistral.Contracts.Specs.Revisions;

/// <summary>In which settings two specs differ, and which of these a run at work cannot take. Pure, thread-safe.</summary>
public static class SpecChanges
{
    private const string StalenessPath = "rl.max_staleness";

    /// <summary>Every setting that differs, in the order of the spec. A section that one of them lacks and a list of sections of another length count as one setting.</summary>
    /// <param name="before">A spec within its rules.</param>
    /// <param name="after">Another one.</param>
    public static IReadOnlyList<SpecChange> Between(RunSpec before, RunSpec after) => [.. Walk(before, after).Select(found => found.Change)];

    /// <summary>Those of them that are not live (<see cref="LiveAttribute"/>); none when a run may go on with the other spec.</summary>
    /// <param name="before">A spec within its rules.</param>
    /// <param name="after">Another one.</param>
    public static IReadOnlyList<SpecChange> Fixed(RunSpec before, RunSpec after) => [.. Walk(before, after).Where(found => !found.IsLive).Select(found => found.Change)];

    /// <summary>The widest bound of staleness that a run has ever had; -1 where it was once unbounded.</summary>
    /// <param name="spec">Its newest spec.</param>
    /// <param name="revisions">All its revisions.</param>
    public static int WidestStaleness(RunSpec spec, IReadOnlyList<SpecRevisionEntry> revisions)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(revisions);
        int[] bounds =
        [
            spec.Rl.MaxStaleness,
            .. revisions.SelectMany(revision => revision.Changes).Where(change => change.Path == StalenessPath).Select(change => int.Parse(change.Old, CultureInfo.InvariantCulture)),
        ];
        return bounds.Contains(-1) ? -1 : bounds.Max();
    }

    private static IEnumerable<(SpecChange Change, bool IsLive)> Walk(RunSpec before, RunSpec after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Walk(SettingGroup.Of(typeof(RunSpec)), before, after, "");
    }

    private static IEnumerable<(SpecChange Change, bool IsLive)> Walk(SettingGroup group, object before, object after, string path)
    {
        foreach (var setting in group.Settings)
        {
            var (key, old, @new) = (path + setting.Key, setting.Get(before), setting.Get(after));
            if (setting.Type.Kind == SettingKind.Section && old is not null && @new is not null)
            {
                foreach (var inner in Walk(setting.Type.Section, old, @new, key + "."))
                    yield return inner;
            }
            else if (Sections(setting.Type, old) is { } olds && Sections(setting.Type, @new) is { } news && olds.Count == news.Count)
            {
                for (var i = 0; i < olds.Count; i++)
                    foreach (var inner in Walk(setting.Type.Element!.Section, olds[i]!, news[i]!, $"{key}[{i}]."))
                        yield return inner;
            }
            else if (Text(old) is var was && Text(@new) is var becomes && was != becomes)
                yield return (new(key, was, becomes), setting.Property.IsDefined(typeof(LiveAttribute)));
        }
    }

    private static IList? Sections(SettingType type, object? value) => type is { Kind: SettingKind.List, Element.Kind: SettingKind.Section } ? value as IList : null;

    private static string Text(object? value) => JsonSerializer.Serialize(value, RunSpecJson.Options);
}
