using System.Globalization;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>Filters that make numbers.</summary>
internal static class NumberFilters
{
    public static void Register(Dictionary<string, Filters.Function> known)
    {
        known["length"] = known["count"] = (value, _, _) => Sequences.Length(value);
        known["int"] = (value, arguments, _) => Whole(value, arguments.Take("default", 0L), arguments.Whole("base", 10));
        known["float"] = (value, arguments, _) => Float(value) ?? arguments.Take("default", 0.0);
        known["abs"] = (value, _, _) => value switch
        {
            double number => Math.Abs(number),
            long number and < 0 => Arithmetic.Negate(number),
            long number => number,
            _ => throw new TemplateFault($"{Faults.TypeOf(value)} has no absolute value"),
        };
        known["round"] = (value, arguments, _) => Round(value, arguments.Whole("precision", 0), arguments.Take("method", "common"));
    }

    private static object? Whole(object? value, object? otherwise, long numberBase)
    {
        switch (value)
        {
            case long:
                return value;
            case bool flag:
                return flag ? 1L : 0L;
            case double number when double.IsFinite(number) && Math.Abs(number) < 9e18:
                return (long)number;
            case string text when numberBase == 10 && long.TryParse(text.Trim().Replace("_", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole):
                return whole;
            case string text when numberBase == 16
                && long.TryParse(text.Trim().Replace("0x", "", StringComparison.OrdinalIgnoreCase), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hexadecimal):
                return hexadecimal;
            case string when numberBase == 10 && Float(value) is { } number && Math.Abs(number) < 9e18:
                return (long)number;
            case string when numberBase is not (10 or 16):
                throw new TemplateFault($"the base {numberBase} of int is not known", "use 10 or 16");
            default:
                return otherwise;
        }
    }

    private static double? Float(object? value) => value switch
    {
        string text => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when Comparing.IsNumber(value) => Comparing.ToDouble(value!),
        _ => null,
    };

    private static object Round(object? value, long precision, object? method)
    {
        if (!Comparing.IsNumber(value) || precision is < 0 or > 15)
            throw new TemplateFault($"{Faults.TypeOf(value)} cannot be rounded to {precision} digits");
        var (number, scale) = (Comparing.ToDouble(value!), Math.Pow(10, precision));
        return method switch
        {
            "common" => value is double ? Math.Round(number, (int)precision, MidpointRounding.ToEven) : value!,
            "ceil" => Math.Ceiling(number * scale) / scale,
            "floor" => Math.Floor(number * scale) / scale,
            _ => throw new TemplateFault("the method of round is not known", "use common, ceil or floor"),
        };
    }
}
