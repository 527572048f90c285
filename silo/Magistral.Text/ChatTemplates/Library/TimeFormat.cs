using System.Globalization;
using System.Text;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>`strftime` with English names.</summary>
internal static class TimeFormat
{
    public static string Apply(string format, DateTimeOffset now)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%' || i + 1 == format.Length)
            {
                text.Append(format[i]);
                continue;
            }

            var unpadded = format[++i] == '-' && i + 1 < format.Length;
            var code = Code(format[unpadded ? ++i : i], now);
            text.Append(unpadded ? code.TrimStart('0') is { Length: > 0 } digits ? digits : "0" : code);
        }

        return text.ToString();
    }

    private static string Code(char code, DateTimeOffset now) => code switch
    {
        '%' => "%",
        'n' => "\n",
        't' => "\t",
        'e' => string.Create(CultureInfo.InvariantCulture, $"{now.Day,2}"),
        'j' => string.Create(CultureInfo.InvariantCulture, $"{now.DayOfYear:000}"),
        'f' => string.Create(CultureInfo.InvariantCulture, $"{now.TimeOfDay.Ticks / 10 % 1_000_000:000000}"),
        'w' => string.Create(CultureInfo.InvariantCulture, $"{(int)now.DayOfWeek}"),
        'u' => string.Create(CultureInfo.InvariantCulture, $"{((int)now.DayOfWeek + 6) % 7 + 1}"),
        'z' or 'Z' => "",   // the reference's clock has no zone
        _ => now.ToString(Pattern(code), CultureInfo.InvariantCulture),
    };

    private static string Pattern(char code) => code switch
    {
        'd' => "dd",
        'm' => "MM",
        'y' => "yy",
        'Y' => "yyyy",
        'b' or 'h' => "MMM",
        'B' => "MMMM",
        'a' => "ddd",
        'A' => "dddd",
        'H' => "HH",
        'I' => "hh",
        'M' => "mm",
        'S' => "ss",
        'p' => "tt",
        'F' => "yyyy-MM-dd",
        'T' or 'X' => "HH:mm:ss",
        'R' => "HH:mm",
        'D' or 'x' => "MM/dd/yy",
        _ => throw new TemplateFault($"the time code %{code} is not known", "use codes such as %d %B %Y"),
    };
}
