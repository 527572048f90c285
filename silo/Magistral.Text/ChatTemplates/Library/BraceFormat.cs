using System.Globalization;
using System.Text;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>`'{} and {0!r} and {name}'.format(…)`: places by order, number or name, without what may follow a colon.</summary>
internal static class BraceFormat
{
    public static string Apply(string format, Arguments arguments)
    {
        var (named, positional) = (arguments.TakeRestNamed(), arguments.TakeRest());
        var (text, next) = (new StringBuilder(), 0);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] is not ('{' or '}'))
                text.Append(format[i]);
            else if (i + 1 < format.Length && format[i + 1] == format[i])
                text.Append(format[i++]);
            else
            {
                var end = format[i] == '{' ? format.IndexOf('}', i) : -1;
                if (end < 0)
                    throw new TemplateFault($"the format has a single {format[i]}", $"write {format[i]}{format[i]} for the character");
                text.Append(Place(format[(i + 1)..end]));
                i = end;
            }
        }

        return text.ToString();

        string Place(string place)
        {
            var (name, conversion) = place.Split('!', 2) is [var before, var after] ? (before, after) : (place, "s");
            var value = name.Length == 0 ? At(next++) : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? At(index)
                : named.TryGet(name, out var found) ? found : throw Unknown(place);
            return conversion switch { "s" => PythonText.Of(value), "r" => PythonText.Representation(value), _ => throw Unknown(place) };
        }

        object? At(int index) => index < positional.Count ? positional[index] : throw new TemplateFault("a format has more places than values");
    }

    private static TemplateFault Unknown(string place) => new($"the place {{{place}}} of a format is not known", "use {}, {0} or {name} of an argument, with !r or !s");
}
