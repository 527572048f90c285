using Magistral.Text.ChatTemplates.Values;


namespace Magistral.Text.ChatTemplates.Library;

/// <summary>What stands after a bar: `value | name`.</summary>
internal static class Filters
{
    /// <summary>A filter: its value, its arguments, and what it may use.</summary>
    public delegate object? Function(object? value, Arguments arguments, Budget budget);

    private static readonly Dictionary<string, Function> Known = [];

    static Filters()
    {
        TextFilters.Register(Known);
        NumberFilters.Register(Known);
        ListFilters.Register(Known);
        SelectionFilters.Register(Known);
    }

    public static bool Has(string name) => Known.ContainsKey(name);

    public static object? Apply(string name, object? value, Arguments arguments, Budget budget)
    {
        if (!Known.TryGetValue(name, out var filter))
            throw new TemplateFault($"the filter {name} is not known", $"use only {string.Join(", ", Known.Keys.Order(StringComparer.Ordinal))}");
        budget.Spend(value is string before ? before.Length : 0);
        var result = filter(value, arguments, budget);
        arguments.End();
        if (result is string after)
            budget.Spend(after.Length);
        return result;
    }
}
