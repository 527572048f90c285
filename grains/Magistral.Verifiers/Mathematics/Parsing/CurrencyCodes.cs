using System.Collections.Frozen;

namespace Magistral.Verifiers.Mathematics.Parsing;

/// <summary>Recognises currencies written as letters before an amount: `USD 5`, `US\$5`, `Rs. 500`.</summary>
internal static class CurrencyCodes
{
    private static readonly FrozenSet<string> Codes = FrozenSet.Create("USD", "EUR", "GBP", "JPY", "CNY", "RMB", "INR", "CAD", "AUD", "CHF", "Rs", "US");

    private static readonly FrozenSet<string> BeforeDollar = FrozenSet.Create("US", "A", "C", "CA", "AU", "HK", "NZ", "S", "R");

    /// <summary>Index of the amount behind the letters, or 0 when they are no currency.</summary>
    public static int Scan(string source, int start, int end)
    {
        var run = source[start..end];
        if (BeforeDollar.Contains(run) && source.AsSpan(end).StartsWith(@"\$", StringComparison.Ordinal)) return end + 2;
        if (!Codes.Contains(run)) return 0;
        var at = end;
        while (at < source.Length && source[at] is ' ' or '.' or '~' or '$' or '\\' or ',') at++;
        return at > end && at < source.Length && char.IsAsciiDigit(source[at]) ? at : 0;
    }
}
