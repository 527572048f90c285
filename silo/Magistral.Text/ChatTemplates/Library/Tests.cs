using System.Numerics;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>What stands after `is`.</summary>
internal static class Tests
{
    private static readonly Dictionary<string, Func<object?, Arguments, Budget, bool>> Known = new()
    {
        ["defined"] = (value, _, _) => value is not Undefined,
        ["undefined"] = (value, _, _) => value is Undefined,
        ["none"] = (value, _, _) => value is null,
        ["boolean"] = (value, _, _) => value is bool,
        ["true"] = (value, _, _) => value is true,
        ["false"] = (value, _, _) => value is false,
        ["integer"] = (value, _, _) => value is long or BigInteger,
        ["float"] = (value, _, _) => value is double,
        ["number"] = (value, _, _) => Comparing.IsNumber(value),
        ["string"] = (value, _, _) => value is string,
        ["mapping"] = (value, _, _) => value is TemplateMapping,
        ["sequence"] = (value, _, _) => value is string or TemplateList or TemplateMapping or Undefined,
        ["iterable"] = (value, _, _) => value is string or TemplateList or TemplateMapping or Undefined,
        ["callable"] = (value, _, _) => value is TemplateFunction or Loop,
        ["sameas"] = (value, arguments, _) => arguments.Take("other") is var other && (ReferenceEquals(value, other) || value is bool or long or string && Equals(value, other)),
        ["lower"] = (value, _, _) => PythonText.Of(value) is var text && text.Any(char.IsLower) && !text.Any(char.IsUpper),
        ["upper"] = (value, _, _) => PythonText.Of(value) is var text && text.Any(char.IsUpper) && !text.Any(char.IsLower),
        ["even"] = (value, _, budget) => Comparing.AreEqual(Arithmetic.Apply("%", value, 2L, budget), 0L),
        ["odd"] = (value, _, budget) => Comparing.AreEqual(Arithmetic.Apply("%", value, 2L, budget), 1L),
        ["divisibleby"] = (value, arguments, budget) => Comparing.AreEqual(Arithmetic.Apply("%", value, arguments.Take("num"), budget), 0L),
        ["in"] = (value, arguments, budget) => Sequences.Contains(arguments.Take("seq"), value, budget),
        ["eq"] = (value, arguments, _) => Comparing.AreEqual(value, arguments.Take("other")),
        ["ne"] = (value, arguments, _) => !Comparing.AreEqual(value, arguments.Take("other")),
        ["lt"] = (value, arguments, _) => Comparing.Compare(value, arguments.Take("other")) < 0,
        ["le"] = (value, arguments, _) => Comparing.Compare(value, arguments.Take("other")) <= 0,
        ["gt"] = (value, arguments, _) => Comparing.Compare(value, arguments.Take("other")) > 0,
        ["ge"] = (value, arguments, _) => Comparing.Compare(value, arguments.Take("other")) >= 0,
        ["filter"] = (value, _, _) => value is string name && Filters.Has(name),
        ["test"] = (value, _, _) => value is string name && Has(name),
    };

    private static readonly Dictionary<string, string> Synonyms = new()
    {
        ["equalto"] = "eq", ["=="] = "eq", ["!="] = "ne", ["lessthan"] = "lt", ["<"] = "lt", ["<="] = "le", ["greaterthan"] = "gt", [">"] = "gt", [">="] = "ge",
    };

    public static bool Has(string name) => Known.ContainsKey(Synonyms.GetValueOrDefault(name, name));

    public static bool Apply(string name, object? value, Arguments arguments, Budget budget)
    {
        if (!Known.TryGetValue(Synonyms.GetValueOrDefault(name, name), out var test))
            throw new TemplateFault($"the test {name} is not known", $"use only {string.Join(", ", Known.Keys)}");
        budget.Spend();
        var holds = test(value, arguments, budget);
        arguments.End();
        return holds;
    }
}
