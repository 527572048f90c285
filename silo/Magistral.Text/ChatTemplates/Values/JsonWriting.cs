using System.Globalization;
using System.Numerics;
using System.Text;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Writes values as JSON, as Python's `json.dumps` does.</summary>
/// <param name="indent">What a level is indented with; null keeps all on one line.</param>
/// <param name="itemSeparator">Between items, such as `, `.</param>
/// <param name="keySeparator">Between a key and its value, such as `: `.</param>
/// <param name="asciiOnly">Whether other characters are escaped.</param>
/// <param name="sortKeys">Whether keys are in order.</param>
internal sealed class JsonWriting(string? indent, string itemSeparator, string keySeparator, bool asciiOnly, bool sortKeys)
{
    private readonly StringBuilder text = new();

    public string Write(object? value)
    {
        Write(value, 0);
        return text.ToString();
    }

    private void Write(object? value, int level)
    {
        Budget.Deeper();
        switch (value)
        {
            case string content:
                WriteString(content);
                break;
            case TemplateList list:
                WriteItems(list.Items, '[', ']', level, item => Write(item, level + 1));
                break;
            case TemplateMapping mapping:
                IReadOnlyList<KeyValuePair<object?, object?>> items = sortKeys
                    ? [.. mapping.Items.Order(Comparer<KeyValuePair<object?, object?>>.Create((a, b) => Comparing.Compare(a.Key, b.Key)))]
                    : mapping.Items;
                WriteItems(items, '{', '}', level, item =>
                {
                    WriteString(item.Key as string ?? Scalar(item.Key) ?? throw new TemplateFault($"{Faults.TypeOf(item.Key)} cannot be a key of JSON"));
                    text.Append(keySeparator);
                    Write(item.Value, level + 1);
                });
                break;
            default:
                Faults.IfUndefined(value);
                text.Append(Scalar(value) ?? throw new TemplateFault($"{Faults.TypeOf(value)} cannot be written as JSON"));
                break;
        }
    }

    private static string? Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        BigInteger number => number.ToString(CultureInfo.InvariantCulture),
        double number => double.IsFinite(number) ? PythonText.OfFloat(number) : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity",
        _ => null,
    };

    private void WriteItems<T>(IReadOnlyList<T> items, char open, char close, int level, Action<T> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                text.Append(itemSeparator);
            NewLine(level + 1);
            write(items[i]);
        }

        if (items.Count > 0)
            NewLine(level);
        text.Append(close);
    }

    private void NewLine(int level)
    {
        if (indent is null)
            return;
        text.Append('\n');
        for (var i = 0; i < level; i++)
            text.Append(indent);
    }

    private void WriteString(string content)
    {
        text.Append('"');
        foreach (var character in content)
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                > '~' when asciiOnly => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => text.Append(character),
            };
        text.Append('"');
    }
}
