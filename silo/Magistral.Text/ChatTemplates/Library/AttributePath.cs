using System.Globalization;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>The attribute that filters of lists look at: `a`, `a.b`, or an index.</summary>
internal static class AttributePath
{
    /// <summary>What finds it in an item; the item itself where there is no path.</summary>
    public static Func<object?, object?> Of(object? path, Budget budget)
    {
        object?[] keys = path switch
        {
            null => [],
            long => [path],
            string names => [.. names.Split('.').Select(name => long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : (object)name)],
            _ => throw new TemplateFault($"an attribute is {Faults.TypeOf(path)}, not a name"),
        };
        return item => keys.Aggregate(item, (value, key) => Members.Item(value, key, budget));
    }
}
