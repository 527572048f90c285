using System.Globalization;
using System.Numerics;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics;

/// <summary>Decides whether an answer has the value of a reference.</summary>
/// <remarks>Never throws on any text. Thread-safe.</remarks>
public static class MathVerifier
{
    private const int MaxLength = 4096;

    /// <summary>Compares an answer with a reference.</summary>
    /// <param name="answer">LaTeX or plain notation; the inside of a box.</param>
    /// <param name="reference">The right answer, in the same notation.</param>
    public static MathVerdict Verify(string answer, string reference)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Length > MaxLength || string.IsNullOrWhiteSpace(reference)) return MathVerdict.Error;
        if (answer.Length > MaxLength || string.IsNullOrWhiteSpace(answer)) return MathVerdict.Unparsed;
        var left = Number(answer);
        var right = Number(reference);
        if (left is not null && right is not null) return left.Value.Equals(right.Value) ? MathVerdict.Correct : MathVerdict.Incorrect;
        return string.Equals(Text(answer), Text(reference), StringComparison.OrdinalIgnoreCase) ? MathVerdict.Correct : MathVerdict.Incorrect;
    }

    private static string Text(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('$' or '{' or '}')));

    private static Rational? Number(string text)
    {
        text = Text(text);
        foreach (var fraction in (string[])[@"\dfrac", @"\tfrac", @"\frac"])
            if (text.StartsWith(fraction, StringComparison.Ordinal) && text.Length == fraction.Length + 2)
                text = $"{text[^2]}/{text[^1]}";
        var slash = text.IndexOf('/');
        if (slash < 0) return Decimal(text);
        return Decimal(text[..slash]) is { } numerator && Decimal(text[(slash + 1)..]) is { IsZero: false } denominator
            ? numerator / denominator
            : null;
    }

    private static Rational? Decimal(string text)
    {
        var point = text.IndexOf('.');
        var digits = point < 0 ? text : text.Remove(point, 1);
        return BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Rational.Reduced(value, BigInteger.Pow(10, point < 0 ? 0 : text.Length - point - 1))
            : null;
    }
}
