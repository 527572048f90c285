using System.Globalization;
using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>The exact value of a scanned number.</summary>
internal static class NumberReader
{
    private const int MaxExponent = 5000;

    /// <summary>The value of the text of a number token.</summary>
    /// <exception cref="MathSyntaxException">The power of ten is too large to write out.</exception>
    public static Rational Read(Token token)
    {
        var text = token.Text.TrimStart(',');
        var exponent = 0;
        if (text.IndexOf('e', StringComparison.Ordinal) is >= 0 and var mark)
        {
            exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..mark];
        }

        var repeating = "";
        if (text.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open)
        {
            repeating = text[(open + 1)..^1];
            text = text[..open];
        }

        if (Math.Abs(exponent) > MaxExponent) throw new MathSyntaxException("a power of ten beyond all use", token.Position);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : text.Length - point - 1;
        var digits = point < 0 ? text : text.Remove(point, 1);
        Rational value = Integer(digits);
        if (repeating.Length > 0) value += Rational.Reduced(Integer(repeating), BigInteger.Pow(10, repeating.Length) - 1);
        var scale = exponent - decimals;
        return scale >= 0 ? value * BigInteger.Pow(10, scale) : value / BigInteger.Pow(10, -scale);
    }

    private static BigInteger Integer(string digits) =>
        digits.Length == 0 ? 0 : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
