using System.Globalization;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>The methods of strings that templates can call, as in Python.</summary>
internal static class StringMethods
{
    private static readonly Dictionary<string, Func<string, Arguments, object?>> Methods = new()
    {
        ["strip"] = (text, arguments) => Strip(text, arguments.TextOrNone("chars"), left: true, right: true),
        ["lstrip"] = (text, arguments) => Strip(text, arguments.TextOrNone("chars"), left: true, right: false),
        ["rstrip"] = (text, arguments) => Strip(text, arguments.TextOrNone("chars"), left: false, right: true),
        ["startswith"] = (text, arguments) => Affixes(arguments).Any(affix => text.StartsWith(affix, StringComparison.Ordinal)),
        ["endswith"] = (text, arguments) => Affixes(arguments).Any(affix => text.EndsWith(affix, StringComparison.Ordinal)),
        ["removeprefix"] = (text, arguments) => arguments.Text("prefix") is var prefix && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text,
        ["removesuffix"] = (text, arguments) => arguments.Text("suffix") is { Length: > 0 } suffix && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
        ["upper"] = (text, _) => Casing.Upper(text),
        ["lower"] = (text, _) => Casing.Lower(text),
        ["casefold"] = (text, _) => Casing.Lower(text).Replace("ß", "ss", StringComparison.Ordinal),
        ["title"] = (text, _) => Casing.PythonTitle(text),
        ["capitalize"] = (text, _) => Casing.Capitalize(text),
        ["swapcase"] = (text, _) => string.Concat(text.Select(character => char.IsUpper(character) ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character))),
        ["split"] = (text, arguments) => Strings(Splitting.Split(text, arguments.TextOrNone("sep"), arguments.Whole("maxsplit", -1))),
        ["rsplit"] = (text, arguments) => Strings(Splitting.SplitFromEnd(text, arguments.TextOrNone("sep"), arguments.Whole("maxsplit", -1))),
        ["splitlines"] = (text, arguments) => Strings(Splitting.Lines(text, arguments.Flag("keepends", false))),
        ["partition"] = (text, arguments) => Partition(text, arguments.Text("sep"), fromEnd: false),
        ["rpartition"] = (text, arguments) => Partition(text, arguments.Text("sep"), fromEnd: true),
        ["replace"] = (text, arguments) => Splitting.Replace(text, arguments.Text("old"), arguments.Text("new"), arguments.Whole("count", -1)),
        ["join"] = (text, arguments) => string.Join(text, Sequences.ItemsOf(arguments.Take("iterable")).Select(item => item as string ?? throw new TemplateFault($"join is given {Faults.TypeOf(item)}, not strings"))),
        ["format"] = BraceFormat.Apply,
        ["find"] = (text, arguments) => At(text, text.IndexOf(arguments.Text("sub"), StringComparison.Ordinal)),
        ["rfind"] = (text, arguments) => At(text, text.LastIndexOf(arguments.Text("sub"), StringComparison.Ordinal)),
        ["index"] = (text, arguments) => text.IndexOf(arguments.Text("sub"), StringComparison.Ordinal) is >= 0 and var at ? At(text, at) : throw new TemplateFault("the text is not found"),
        ["rindex"] = (text, arguments) => text.LastIndexOf(arguments.Text("sub"), StringComparison.Ordinal) is >= 0 and var at ? At(text, at) : throw new TemplateFault("the text is not found"),
        ["count"] = (text, arguments) => arguments.Text("sub") is { Length: > 0 } part ? text.Split(part).Length - 1L : CodePoints.Count(text) + 1L,
        ["isdigit"] = (text, _) => All(text, char.IsDigit),
        ["isnumeric"] = (text, _) => All(text, char.IsNumber),
        ["isdecimal"] = (text, _) => All(text, character => char.GetUnicodeCategory(character) == UnicodeCategory.DecimalDigitNumber),
        ["isalpha"] = (text, _) => All(text, char.IsLetter),
        ["isalnum"] = (text, _) => All(text, character => char.IsLetter(character) || char.IsNumber(character)),
        ["isascii"] = (text, _) => text.All(char.IsAscii),
        ["isspace"] = (text, _) => All(text, char.IsWhiteSpace),
        ["isupper"] = (text, _) => text.Any(char.IsUpper) && !text.Any(char.IsLower),
        ["islower"] = (text, _) => text.Any(char.IsLower) && !text.Any(char.IsUpper),
        ["zfill"] = (text, arguments) => Padded(text, arguments.Whole("width", 0), width => text.Length > 0 && text[0] is '-' or '+' ? text[0] + text[1..].PadLeft(width - 1, '0') : text.PadLeft(width, '0')),
        ["ljust"] = (text, arguments) => Padded(text, arguments.Whole("width", 0), width => text.PadRight(width, Fill(arguments))),
        ["center"] = (text, arguments) => Padded(text, arguments.Whole("width", 0), width => Centred(text, width, Fill(arguments))),
        ["rjust"] = (text, arguments) => Padded(text, arguments.Whole("width", 0), width => text.PadLeft(width, Fill(arguments))),
    };

    public static TemplateFunction? Find(string text, string name, Budget budget) => !Methods.TryGetValue(name, out var method) ? null : new(name, arguments =>
    {
        budget.Spend(text.Length);
        var result = method(text, arguments);
        arguments.End();
        if (result is string made)
            budget.Spend(made.Length);
        return result;
    });

    /// <summary>Takes white space, or characters of a set, from the ends.</summary>
    public static string Strip(string text, string? characters, bool left, bool right)
    {
        var (from, to) = (0, text.Length);
        while (left && from < to && Taken(text[from]))
            from++;
        while (right && to > from && Taken(text[to - 1]))
            to--;
        return text[from..to];

        // four separators of ASCII are white space in Python alone
        bool Taken(char character) => characters is null ? char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F' : characters.Contains(character);
    }

    private static TemplateList Strings(IEnumerable<string> parts) => new([.. parts]);

    private static IEnumerable<string> Affixes(Arguments arguments) => arguments.Take("affix") switch
    {
        string affix => [affix],
        TemplateList { IsTuple: true } list => list.Items.OfType<string>(),
        var other => throw new TemplateFault($"an affix is {Faults.TypeOf(other)}, not a string"),
    };

    private static TemplateList Partition(string text, string separator, bool fromEnd)
    {
        if (separator.Length == 0)
            throw new TemplateFault("the separator is empty");
        var at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        object?[] parts = at >= 0 ? [text[..at], separator, text[(at + separator.Length)..]] : fromEnd ? ["", "", text] : [text, "", ""];
        return new(parts, isTuple: true);
    }

    private static long At(string text, int at) => at < 0 ? -1 : CodePoints.Count(text[..at]);

    private static bool All(string text, Func<char, bool> holds) => text.Length > 0 && text.All(holds);

    // the odd place goes left where the width is odd, as in Python
    private static string Centred(string text, int width, char fill) =>
        text.PadLeft(text.Length + (width - text.Length) / 2 + ((width - text.Length) & width & 1), fill).PadRight(width, fill);

    private static char Fill(Arguments arguments) => arguments.Take("fillchar", " ") is string { Length: 1 } fill ? fill[0] : throw new TemplateFault("the fill is not one character");

    private static string Padded(string text, long width, Func<int, string> pad) => width <= text.Length ? text : width > 1 << 20
        ? throw new TemplateFault($"the width {width} is too large") : pad((int)width);
}
