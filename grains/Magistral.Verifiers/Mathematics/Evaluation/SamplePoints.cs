using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Evaluation;

/// <summary>The fixed places at which expressions with symbols are compared.</summary>
/// <remarks>
/// Rational functions of low degree that agree at these unrelated fractions are equal (Schwartz 1980, Zippel 1979); other functions are compared
/// where they are defined. Places of all signs tell |x| from x. Functions of whole numbers, such as factorials, are compared at whole numbers.
/// </remarks>
internal static class SamplePoints
{
    public const int Count = 6;

    private static readonly int[] Primes = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

    /// <summary>With all rests by 2, 3 and 4 among them: (−1)ⁿ is 1 at even places only.</summary>
    private static readonly int[] WholePlaces = [2, 5, 9, 4, 13, 7];

    /// <summary>The values of all names at one place; different names have different values.</summary>
    public static IReadOnlyDictionary<string, Rational> Values(IEnumerable<string> sortedNames, int place, bool whole)
    {
        var values = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var name in sortedNames)
        {
            var index = values.Count;
            values[name] = whole ? Whole(index, place) : Fraction(index, place);
        }

        return values;
    }

    private static Rational Whole(int index, int place) => WholePlaces[place] + (index * 3) + (index * place % 2);

    private static Rational Fraction(int index, int place)
    {
        var random = Mix((ulong)(index * 64 + place) + 1);
        var denominator = Primes[(index + place * 5) % Primes.Length];
        var numerator = (int)(random % 97) + 3 + 101 * (index / Primes.Length);
        while (numerator % denominator == 0) numerator++;
        var isNegative = place switch { 0 or 1 => false, 2 => true, _ => (random >> 20) % 2 == 0 };
        return Rational.Reduced(isNegative ? -numerator : numerator, denominator);
    }

    private static ulong Mix(ulong value)
    {
        value *= 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
