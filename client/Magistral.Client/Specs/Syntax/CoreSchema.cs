using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Magistral.Client.Specs.Syntax;

/// <summary>The core schema of YAML 1.2, chapter 10.3: what an unquoted value is.</summary>
internal static partial class CoreSchema
{
    public static ScalarKind Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarKind.Flag,
        _ when IntegerText().IsMatch(text) => ScalarKind.Integer,
        _ when NumberText().IsMatch(text) => ScalarKind.Number,
        _ => ScalarKind.Text,
    };

    /// <summary>The value of a text that resolves to <see cref="ScalarKind.Integer"/>.</summary>
    public static BigInteger Integer(string text) => text switch
    {
        ['0', 'x', .. var hex] => BigInteger.Parse("0" + hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        ['0', 'o', .. var octal] => octal.Aggregate(BigInteger.Zero, (sum, digit) => sum * 8 + (digit - '0')),
        _ => BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    /// <summary>The value of a text that resolves to an integer or a number.</summary>
    public static double Number(string text) => text.TrimStart('+', '-').ToUpperInvariant() switch
    {
        ".INF" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        ".NAN" => double.NaN,
        ['0', 'X' or 'O', ..] => (double)Integer(text),
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex IntegerText();

    [GeneratedRegex(@"^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberText();
}
