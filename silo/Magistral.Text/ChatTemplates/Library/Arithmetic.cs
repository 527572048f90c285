using System.Text;
using Magistral.Text.ChatTemplates.Values;

namespace Magistral.Text.ChatTemplates.Library;

/// <summary>The operators, as in Python.</summary>
internal static class Arithmetic
{
    public static object? Apply(string op, object? left, object? right, Budget budget)
    {
        Faults.IfUndefined(left);
        Faults.IfUndefined(right);
        switch (op, left, right)
        {
            case ("+", string a, string b):
                budget.Spend(a.Length + b.Length);
                return a + b;
            case ("+", TemplateList a, TemplateList b) when a.IsTuple == b.IsTuple:
                budget.Spend(a.Items.Count + b.Items.Count);
                return new TemplateList([.. a.Items, .. b.Items], a.IsTuple);
            case ("*", string or TemplateList, long times):
                return Repeat(left, times, budget);
            case ("*", long times, string or TemplateList):
                return Repeat(right, times, budget);
            case ("%", string format, _):
                return PercentFormat.Apply(format, right is TemplateList { IsTuple: true } values ? values.Items : [right]);
            case var _ when Whole(left) is { } a && Whole(right) is { } b:
                return Integers(op, a, b);
            case var _ when Comparing.IsNumber(left) && Comparing.IsNumber(right):
                return Floats(op, Comparing.ToDouble(left!), Comparing.ToDouble(right!));
            default:
                throw new TemplateFault($"{op} is not possible between {Faults.TypeOf(left)} and {Faults.TypeOf(right)}");
        }
    }

    public static object? Negate(object? value)
    {
        Faults.IfUndefined(value);
        return value switch
        {
            double number => -number,
            _ when Whole(value) is { } number => (object)Checked(() => checked(-number)),
            _ => throw new TemplateFault($"- is not possible before {Faults.TypeOf(value)}"),
        };
    }

    private static long? Whole(object? value) => value switch { long number => number, bool flag => flag ? 1 : 0, _ => null };

    private static object Integers(string op, long a, long b)
    {
        if (b == 0 && op is ("/" or "//" or "%") || op == "**" && a == 0 && b < 0)
            throw ByZero();
        if (op == "/")
            return (double)a / b;
        if (op == "**" && b < 0)
            return Math.Pow(a, b);
        return Checked(() => op switch
        {
            "+" => checked(a + b),
            "-" => checked(a - b),
            "*" => checked(a * b),
            "//" => checked(a / b) - (a % b != 0 && a < 0 != b < 0 ? 1 : 0),
            "%" => b == -1 ? 0 : (a % b + b) % b,
            _ => Power(a, b),
        });
    }

    private static double Floats(string op, double a, double b) => op switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => b == 0 ? throw ByZero() : a / b,
        "//" => b == 0 ? throw ByZero() : Math.Floor(a / b),
        "%" => b == 0 ? throw ByZero() : a - b * Math.Floor(a / b),
        _ => Math.Pow(a, b),
    };

    private static long Power(long a, long b)
    {
        if (a is 0 or 1)
            return b == 0 ? 1 : a;
        if (a == -1)
            return b % 2 == 0 ? 1 : -1;
        if (b > 63)
            throw new OverflowException();
        var result = 1L;
        for (; b > 0; b--)
            result = checked(result * a);
        return result;
    }

    private static long Checked(Func<long> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            throw new TemplateFault("an integer is larger than 2^63");
        }
    }

    private static TemplateFault ByZero() => new("a number is divided by 0");

    private static object Repeat(object? value, long times, Budget budget)
    {
        times = Math.Max(0, times);
        var length = value is string text ? text.Length : ((TemplateList)value!).Items.Count;
        budget.Spend(length > 0 && times > int.MaxValue / length ? int.MaxValue : length * times);
        return value is string part
            ? new StringBuilder(part.Length * (int)times).Insert(0, part, part.Length == 0 ? 0 : (int)times).ToString()
            : new TemplateList([.. Enumerable.Repeat(((TemplateList)value).Items, length == 0 ? 0 : (int)times).SelectMany(items => items)], ((TemplateList)value).IsTuple);
    }
}
