using System.Numerics;

namespace Magistral.Text.ChatTemplates.Values;

/// <summary>Truth, equality and order, as in Python.</summary>
internal static class Comparing
{
    public static bool IsTrue(object? value) => value switch
    {
        null or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        BigInteger number => !number.IsZero,
        string text => text.Length > 0,
        TemplateList list => list.Items.Count > 0,
        TemplateMapping mapping => mapping.Items.Count > 0,
        _ => true,
    };

    public static bool AreEqual(object? left, object? right)
    {
        Budget.Deeper();
        return (left, right) switch
        {
            (null, null) or (Undefined, Undefined) => true,
            (string a, string b) => a == b,
            (TemplateList a, TemplateList b) => a.IsTuple == b.IsTuple && a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(pair => AreEqual(pair.First, pair.Second)),
            (TemplateMapping a, TemplateMapping b) => a.Items.Count == b.Items.Count && a.Items.All(item => b.TryGet(item.Key, out var other) && AreEqual(item.Value, other)),
            _ when IsNumber(left) && IsNumber(right) => CompareNumbers(left!, right!) == 0,
            _ => ReferenceEquals(left, right),
        };
    }

    /// <summary>Less than 0, 0, or more, as left comes before, with or after right.</summary>
    /// <exception cref="TemplateFault">The two have no order.</exception>
    public static int Compare(object? left, object? right)
    {
        Budget.Deeper();
        switch (left, right)
        {
            case (string a, string b):
                return string.CompareOrdinal(a, b);
            case (TemplateList a, TemplateList b) when a.IsTuple == b.IsTuple:
                foreach (var (first, second) in a.Items.Zip(b.Items))
                    if (!AreEqual(first, second))
                        return Compare(first, second);
                return a.Items.Count.CompareTo(b.Items.Count);
            case var _ when IsNumber(left) && IsNumber(right):
                return CompareNumbers(left!, right!);
            default:
                Faults.IfUndefined(left);
                Faults.IfUndefined(right);
                throw new TemplateFault($"{Faults.TypeOf(left)} and {Faults.TypeOf(right)} cannot be ordered");
        }
    }

    public static bool IsNumber(object? value) => value is bool or long or double or BigInteger;

    public static double ToDouble(object number) => number switch
    {
        bool flag => flag ? 1 : 0,
        long whole => whole,
        BigInteger big => (double)big,
        _ => (double)number,
    };

    private static int CompareNumbers(object left, object right)
    {
        if (left is double || right is double)
            return ToDouble(left) is var a && ToDouble(right) is var b && a == b ? 0 : a < b ? -1 : 1;
        return Whole(left).CompareTo(Whole(right));
    }

    private static BigInteger Whole(object number) => number switch { bool flag => flag ? 1 : 0, long whole => whole, _ => (BigInteger)number };
}
