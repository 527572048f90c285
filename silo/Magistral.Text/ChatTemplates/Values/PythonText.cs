using System.Globalization;
using System.Numerics;
using System.Text;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>How values are written: `str()` and `repr()` of Python.</summary>
internal static class PythonText
{
    /// <summary>The text of a value; an undefined one is empty.</summary>
    public static string Of(object? value) => value switch
    {
        string text => text,
        Undefined => "",
        _ => Representation(value),
    };

    /// <summary>The text of a value inside of a list.</summary>
    public static string Representation(object? value)
    {
        var text = new StringBuilder();
        Write(value, text);
        return text.ToString();
    }

    /// <summary>A float as Python writes it: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16 on.</summary>
    public static string OfFloat(double number)
    {
        if (!double.IsFinite(number))
            return double.IsNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
        var text = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = number == 0 ? 0 : int.Parse(text.AsSpan(text.IndexOf('E') + 1), CultureInfo.InvariantCulture);
        var digits = string.Concat(shortest.TakeWhile(character => character != 'E').Where(char.IsAsciiDigit)).TrimStart('0').TrimEnd('0');
        var sign = double.IsNegative(number) ? "-" : "";
        if (digits.Length == 0)
            return sign + "0.0";
        if (exponent is < -4 or >= 16)
            return FormattableString.Invariant($"{sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? $"{sign}{digits.PadRight(exponent + 1, '0')}.0"
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    private static void Write(object? value, StringBuilder text)
    {
        Budget.Deeper();
        switch (value)
        {
            case null:
                text.Append("None");
                break;
            case bool flag:
                text.Append(flag ? "True" : "False");
                break;
            case long number:
                text.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case BigInteger number:
                text.Append(CultureInfo.InvariantCulture, $"{number}");
                break;
            case double number:
                text.Append(OfFloat(number));
                break;
            case string content:
                WriteQuoted(content, text);
                break;
            case TemplateList list:
                WriteItems(list.Items, list.IsTuple ? "(" : "[", list.IsTuple ? list.Items.Count == 1 ? ",)" : ")" : "]", text, Write);
                break;
            case TemplateMapping mapping:
                WriteItems(mapping.Items, "{", "}", text, static (item, text) =>
                {
                    Write(item.Key, text);
                    text.Append(": ");
                    Write(item.Value, text);
                });
                break;
            case Undefined:
                text.Append("Undefined");
                break;
            default:
                throw new TemplateFault($"{Faults.TypeOf(value)} has no text");
        }
    }

    private static void WriteItems<T>(IReadOnlyList<T> items, string open, string close, StringBuilder text, Action<T, StringBuilder> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(", ");
            write(items[i], text);
        }

        text.Append(close);
    }

    private static void WriteQuoted(string content, StringBuilder text)
    {
        var quote = content.Contains('\'') && !content.Contains('"') ? '"' : '\'';
        text.Append(quote);
        foreach (var rune in content.EnumerateRunes())
            text.Append(rune.Value switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when rune.Value == quote => $"\\{quote}",
                _ when IsPrintable(rune) => rune.ToString(),
                < 0x100 => FormattableString.Invariant($"\\x{rune.Value:x2}"),
                < 0x10000 => FormattableString.Invariant($"\\u{rune.Value:x4}"),
                _ => FormattableString.Invariant($"\\U{rune.Value:x8}"),
            });
        text.Append(quote);
    }

    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
