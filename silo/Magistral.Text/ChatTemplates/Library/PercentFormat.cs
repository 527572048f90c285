using System.Text;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>`'%s and %d' % (…)`: the conversions s, r, d, i and %% without width.</summary>
internal static class PercentFormat
{
    public static string Apply(string format, IReadOnlyList<object?> values)
    {
        var (text, next) = (new StringBuilder(), 0);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                text.Append(format[i]);
                continue;
            }

            var conversion = ++i < format.Length ? format[i] : '\0';
            if (conversion == '%')
                text.Append('%');
            else if (next == values.Count)
                throw new TemplateFault("a format has more places than values");
            else
                text.Append(Convert(conversion, values[next++]));
        }

        return next == values.Count ? text.ToString() : throw new TemplateFault("a format has fewer places than values");
    }

    private static string Convert(char conversion, object? value) => (conversion, value) switch
    {
        ('s', _) => PythonText.Of(value),
        ('r', _) => PythonText.Representation(value),
        ('d' or 'i', long or bool) => PythonText.Of(value is bool flag ? flag ? 1L : 0L : value),
        ('d' or 'i', double number) => PythonText.Of((long)number),
        ('d' or 'i', _) => throw new TemplateFault($"%{conversion} is given {Faults.TypeOf(value)}"),
        _ => throw new TemplateFault($"the conversion %{conversion} is not known", "use %s, %r or %d"),
    };
}
