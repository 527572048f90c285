using System.Globalization;
using System.Text.RegularExpressions;

namespace Magistral.Client.Specs.Syntax;

/// <summary>A dotted path such as <c>stages[1].l_max</c> or <c>stages.1.l_max</c>, split into its steps.</summary>
internal static partial class SpecPath
{
    /// <summary>The steps; a step that is all digits counts items of a list. Null when it is not a path.</summary>
    public static IReadOnlyList<string>? Split(string path) =>
        Form().IsMatch(path) ? path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.') : null;

    public static string Join(IEnumerable<string> steps) =>
        steps.Aggregate("", (path, step) => Index(step) is { } index ? Item(path, index) : Child(path, step));

    public static string Child(string parent, string key) => parent.Length == 0 ? key : $"{parent}.{key}";

    public static string Item(string parent, int index) => $"{parent}[{index}]";

    public static int? Index(string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The place of the value with this path, or of the nearest thing around it that was written.</summary>
    public static SpecLocation Locate(SpecNode root, string path)
    {
        var node = root;
        foreach (var step in Split(path) ?? [])
        {
            var next = node switch
            {
                SpecMap map => map.Find(step)?.Value,
                SpecList list when Index(step) is { } index && index < list.Items.Count => list.Items[index],
                _ => null,
            };
            if (next is null)
                break;
            node = next;
        }
        return node.Location;
    }

    [GeneratedRegex(@"^[^\s.\[\]=]+(\[[0-9]{1,9}\])*(\.[^\s.\[\]=]+(\[[0-9]{1,9}\])*)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
