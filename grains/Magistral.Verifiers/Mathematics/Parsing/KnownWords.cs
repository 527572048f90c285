using System.Collections.Frozen;
using Magistral.Verifiers.Mathematics.Expressions;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Words that stand for a value when they are the whole answer.</summary>
internal static class KnownWords
{
    private static readonly FrozenDictionary<string, Expression> Values = Build();

    /// <summary>The value of normalised words, or the words themselves.</summary>
    public static Expression ValueOf(Words words) => Values.GetValueOrDefault(words.Text) ?? words;

    private static FrozenDictionary<string, Expression> Build()
    {
        string[] small =
        [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
            "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
        ];
        string[] tens = ["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one hundred"];
        var values = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var (number, word) in small.Index()) values[word] = new Number(number);
        foreach (var (at, word) in tens.Index()) values[word] = new Number(10 * (at + 3));
        foreach (var word in (string[])["no solution", "no solutions", "empty set", "the empty set"]) values[word] = new Bracketed('{', '}', []);
        foreach (var word in (string[])["all real numbers", "all reals", "the real numbers"]) values[word] = new RealLine();
        foreach (var word in (string[])["infinity", "positive infinity"]) values[word] = new Constant(ConstantKind.Infinity);
        values["negative infinity"] = new Negation(new Constant(ConstantKind.Infinity));
        return values.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
