using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Filters that choose items of a list, or change each.</summary>
internal static class SelectionFilters
{
    public static void Register(Dictionary<string, Filters.Function> known)
    {
        known["select"] = (value, arguments, budget) => Choose(value, arguments, budget, byAttribute: false, wanted: true);
        known["reject"] = (value, arguments, budget) => Choose(value, arguments, budget, byAttribute: false, wanted: false);
        known["selectattr"] = (value, arguments, budget) => Choose(value, arguments, budget, byAttribute: true, wanted: true);
        known["rejectattr"] = (value, arguments, budget) => Choose(value, arguments, budget, byAttribute: true, wanted: false);
        known["map"] = Map;
    }

    // Jinja's filters of this kind ask for truth before they iterate, so that they take none, which a loop does not
    private static IReadOnlyList<object?> ItemsOf(object? value) => Comparing.IsTrue(value) ? Sequences.ItemsOf(value) : [];

    private static TemplateList Choose(object? value, Arguments arguments, Budget budget, bool byAttribute, bool wanted)
    {
        var attribute = AttributePath.Of(byAttribute ? arguments.Take("attribute") : null, budget);
        var test = arguments.HasMore ? arguments.Text("test") : null;
        var rest = arguments.Rest("");
        while (arguments.HasMore)
            arguments.Take("argument");
        return new([.. ItemsOf(value).Where(item => Holds(attribute(item)) == wanted)]);

        bool Holds(object? item) => test is null ? Comparing.IsTrue(item) : Tests.Apply(test, item, rest.Rest($"the test {test}"), budget);
    }

    private static TemplateList Map(object? value, Arguments arguments, Budget budget)
    {
        if (!arguments.HasMore)
        {
            var attribute = AttributePath.Of(arguments.Take("attribute"), budget);
            var hasDefault = arguments.TryTake("default", out var otherwise);
            return new([.. ItemsOf(value).Select(item => attribute(item) is var found && found is Undefined && hasDefault ? otherwise : found)]);
        }

        var filter = arguments.Text("filter");
        var rest = arguments.Rest("");
        foreach (var name in arguments.Named.Keys)
            arguments.TryTake(name, out _);
        while (arguments.HasMore)
            arguments.Take("argument");
        return new([.. ItemsOf(value).Select(item => Filters.Apply(filter, item, rest.Rest($"the filter {filter}"), budget))]);
    }
}
