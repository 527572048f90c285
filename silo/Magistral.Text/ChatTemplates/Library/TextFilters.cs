using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Filters that make texts.</summary>
internal static class TextFilters
{
    public static void Register(Dictionary<string, Filters.Function> known)
    {
        known["trim"] = (value, arguments, _) => StringMethods.Strip(PythonText.Of(value), arguments.TextOrNone("chars"), left: true, right: true);
        known["upper"] = (value, _, _) => Casing.Upper(PythonText.Of(value));
        known["lower"] = (value, _, _) => Casing.Lower(PythonText.Of(value));
        known["title"] = (value, _, _) => Casing.JinjaTitle(PythonText.Of(value));
        known["capitalize"] = (value, _, _) => Casing.Capitalize(PythonText.Of(value));
        known["string"] = (value, _, _) => PythonText.Of(value);
        known["safe"] = (value, _, _) => PythonText.Of(value);
        known["replace"] = (value, arguments, _) => Splitting.Replace(PythonText.Of(value), PythonText.Of(arguments.Take("old")), PythonText.Of(arguments.Take("new")), Count(arguments));
        known["format"] = (value, arguments, _) => PercentFormat.Apply(PythonText.Of(value), Remaining(arguments));
        known["indent"] = (value, arguments, _) => Indent(PythonText.Of(value), arguments.Take("width", 4L), arguments.Flag("first", false), arguments.Flag("blank", false));
        known["center"] = (value, arguments, _) => Center(PythonText.Of(value), arguments.Whole("width", 80));
        known["truncate"] = (value, arguments, _) =>
            Truncate(PythonText.Of(value), arguments.Whole("length", 255), arguments.Flag("killwords", false), PythonText.Of(arguments.Take("end", "...")), arguments.Whole("leeway", 5));
        known["tojson"] = (value, arguments, _) => Json(value, arguments);
    }

    private static long Count(Arguments arguments) => arguments.Take("count", null) switch
    {
        null => -1,
        long count => count,
        var other => throw new TemplateFault($"the count of replace is {Faults.TypeOf(other)}"),
    };

    private static List<object?> Remaining(Arguments arguments)
    {
        var values = new List<object?>();
        while (arguments.HasMore)
            values.Add(arguments.Take("value"));
        return values;
    }

    private static string Indent(string text, object? width, bool first, bool blank)
    {
        var indent = width switch
        {
            string own => own,
            long spaces when spaces <= 1 << 16 => new string(' ', (int)Math.Max(0, spaces)),
            _ => throw new TemplateFault("the width of indent is no number of spaces, nor a text"),
        };
        var lines = Splitting.Lines(text + "\n", keepEnds: false);
        var rest = lines.Skip(1).Select(line => blank || line.Length > 0 ? indent + line : line);
        return (first ? indent : "") + string.Join('\n', rest.Prepend(lines[0]));
    }

    private static string Center(string text, long width)
    {
        var missing = (int)Math.Clamp(width - CodePoints.Count(text), 0, 1 << 20);
        // the odd space goes to the left where the width is odd, as in Python
        var left = missing / 2 + (missing & (int)width & 1);
        return new string(' ', left) + text + new string(' ', missing - left);
    }

    private static string Truncate(string text, long length, bool killWords, string end, long leeway)
    {
        var parts = CodePoints.Split(text);
        if (length < CodePoints.Count(end) || leeway < 0)
            throw new TemplateFault("the length of truncate is less than that of its end");
        if (parts.Count <= length + leeway)
            return text;
        var cut = CodePoints.Join(parts.Take((int)(length - CodePoints.Count(end))));
        return (killWords || cut.LastIndexOf(' ') < 0 ? cut : cut[..cut.LastIndexOf(' ')]) + end;
    }

    private static string Json(object? value, Arguments arguments)
    {
        // by name alone in real templates; by position the first is ensure_ascii, as in transformers
        var ascii = arguments.Flag("ensure_ascii", false);
        var indent = arguments.Take("indent", null) switch
        {
            null => null,
            string own => own,
            long spaces when spaces <= 64 => new string(' ', (int)Math.Max(0, spaces)),
            _ => throw new TemplateFault("the indent of tojson is no number of spaces up to 64, nor a text"),
        };
        var (item, key) = arguments.Take("separators", null) switch
        {
            null => (indent is null ? ", " : ",", ": "),
            TemplateList { Items: [string between, string after] } => (between, after),
            _ => throw new TemplateFault("the separators of tojson are not two texts"),
        };
        return new JsonWriting(indent, item, key, ascii, arguments.Flag("sort_keys", false)).Write(value);
    }
}
