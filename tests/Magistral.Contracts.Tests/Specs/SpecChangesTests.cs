using System.Collections;
using System.Reflection;
using System.Text.Json;
using Magistral.Contracts.Specs;
using Magistral.Contracts.Specs.Revisions;
using Xunit;

namespace Magistral.Contracts.Tests.Specs;

/// <summary>Every setting is changed by itself: the change is found under its path, and refused unless the setting is live.</summary>
public sealed class SpecChangesTests
{
    private static readonly RunSpec Whole = new() { Model = new() { Path = "/models/small", Lora = new() }, Stages = [new() { Name = "one" }, new() { Name = "two" }] };

    private static readonly string[] Live =
    [
        "rl.objective", "rl.aggregation", "rl.advantage", "rl.group_filter", "rl.clip_low", "rl.clip_high", "rl.importance", "rl.importance_cap", "rl.max_staleness", "rl.top_p",
        "rl.top_k", "rl.learning_rate", "rl.warmup_steps", "rl.weight_decay", "rl.gradient_clip", "rl.max_steps", "rl.max_seconds",
        "rewards.format", "rewards.correct", "rewards.length", "rewards.language",
        "stages[1].promote_at", "stages[1].window_groups", "stages[1].mix_share",
        "evaluation.problems", "evaluation.every_steps", "evaluation.curve_problems", "checkpoints.every_steps", "checkpoints.keep",
    ];

    public static TheoryData<string> Paths => [.. Leaves(Whole, "").Select(leaf => leaf.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_changed_setting_is_named_by_its_path_and_refused_unless_it_is_live(string path)
    {
        var other = Copy(Whole);
        Leaves(other, "").Single(leaf => leaf.Path == path).Change();
        var change = Assert.Single(SpecChanges.Between(Whole, other));
        Assert.Equal(path, change.Path);
        Assert.NotEqual(change.Old, change.New);
        Assert.Equal(Live.Contains(path.Replace("stages[0]", "stages[1]", StringComparison.Ordinal)) ? [] : [change], SpecChanges.Fixed(Whole, other));
    }

    [Fact]
    public void What_is_live_here_is_live_there() => Assert.Equal(
        Live.Order(StringComparer.Ordinal),
        Leaves(Whole, "").Where(leaf => leaf.Property.IsDefined(typeof(LiveAttribute)) && !leaf.Path.StartsWith("stages[0]", StringComparison.Ordinal)).Select(leaf => leaf.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Only_settings_are_marked_and_no_section_of_them() => Assert.Empty(
        typeof(RunSpec).Assembly.GetTypes().SelectMany(type => type.GetProperties())
            .Where(property => property.IsDefined(typeof(LiveAttribute)) && (!property.IsDefined(typeof(SettingAttribute)) || IsSection(property.PropertyType)))
            .Select(property => $"{property.DeclaringType}.{property.Name}"));

    [Fact]
    public void A_stage_more_and_a_missing_adapter_are_changes_of_their_own()
    {
        var other = Whole with { Model = Whole.Model with { Lora = null }, Stages = [.. Whole.Stages, new() { Name = "three" }] };
        Assert.Equal(["model.lora", "stages"], SpecChanges.Fixed(Whole, other).Select(change => change.Path));
    }

    [Fact]
    public void Equal_specs_do_not_differ() => Assert.Empty(SpecChanges.Between(Whole, Copy(Whole)));

    [Fact]
    public void A_refusal_names_what_is_fixed_and_says_what_to_do()
    {
        var refused = new FixedSettingException("mine", SpecChanges.Fixed(Whole, Whole with { Model = Whole.Model with { Layers = 9 } }));
        Assert.Equal("model.layers: 3 -> 9 cannot change in run 'mine': leave it as it is, or start another run with it under a name of its own", refused.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4, 4)]
    [InlineData(4, 4, 1, 2)]
    [InlineData(2, -1, -1, 7)]
    [InlineData(-1, -1, 3)]
    public void The_widest_bound_of_staleness_is_that_of_any_revision(int newest, int widest, params int[] before)
    {
        var entries = before.Select((bound, index) => new SpecRevisionEntry(index + 2, DateTimeOffset.UnixEpoch, "me", [new("rl.max_staleness", $"{bound}", "9"), new("rl.top_k", "99", "1")]));
        Assert.Equal(widest, SpecChanges.WidestStaleness(Whole with { Rl = new() { MaxStaleness = newest } }, [.. entries]));
    }

    private static IEnumerable<(string Path, PropertyInfo Property, Action Change)> Leaves(object section, string path)
    {
        foreach (var property in section.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var (key, value) = (path + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), property.GetValue(section));
            if (IsSection(property.PropertyType) && value is IList stages)
            {
                foreach (var leaf in stages.Cast<object>().SelectMany((stage, index) => Leaves(stage, $"{key}[{index}].")))
                    yield return leaf;
            }
            else if (IsSection(property.PropertyType))
            {
                foreach (var leaf in Leaves(value!, key + "."))
                    yield return leaf;
            }
            else
                yield return (key, property, () => property.SetValue(section, Another(property.PropertyType, value)));
        }
    }

    private static bool IsSection(Type type)
    {
        var inner = type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)) ? type.GetGenericArguments()[0] : type;
        return inner.IsClass && inner != typeof(string);
    }

    private static object Another(Type type, object? value) => value switch
    {
        null => 7,
        int number => number + 1,
        long number => number + 1,
        double number => number + 0.125,
        bool flag => !flag,
        string text => text + "x",
        Enum choice => Enum.GetValues(type).Cast<object>().FirstOrDefault(other => !other.Equals(choice), Enum.ToObject(type, 99)),
        IEnumerable items => Rest(type.GetGenericArguments()[0], [.. items.Cast<object>().Skip(1)]),
        _ => throw new NotSupportedException($"{type}"),
    };

    private static Array Rest(Type element, object[] items)
    {
        var rest = Array.CreateInstance(element, items.Length);
        items.CopyTo(rest, 0);
        return rest;
    }

    private static RunSpec Copy(RunSpec spec) => JsonSerializer.Deserialize<RunSpec>(RunSpecJson.Write(spec), RunSpecJson.Options)!;
}
